using System.ComponentModel;
using System.Diagnostics;

namespace RealtimeDetect.Relay.IntegrationTests.H264;

/// <summary>The machine's ffmpeg, where it has one that encodes H.264.</summary>
internal static class Ffmpeg
{
    private static readonly Lazy<string?> Missing = new(FindFault);

    /// <summary>Skips the running test where it is missing.</summary>
    public static void Require() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

    /// <summary>What ffprobe decodes out of an Annex B stream: codec, width, height, frames; with its complaints, if any.</summary>
    public static async Task<string> CountFramesAsync(byte[] annexB)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, annexB);
            using Process probe = Start(
                "ffprobe", "-v", "error", "-f", "h264", "-count_frames", "-show_entries", "stream=codec_name,width,height,nb_read_frames",
                "-of", "csv=p=0", file);
            Task<string> errors = probe.StandardError.ReadToEndAsync();
            string output = await probe.StandardOutput.ReadToEndAsync();
            return output.Trim() + await errors;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? FindFault()
    {
        try
        {
            using Process list = Start("ffmpeg", "-hide_banner", "-encoders");
            return list.StandardOutput.ReadToEnd().Contains("libx264", StringComparison.Ordinal) ? null : "ffmpeg has no libx264 here";
        }
        catch (Win32Exception)
        {
            return "ffmpeg is not installed";
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
