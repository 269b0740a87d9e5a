using System.Diagnostics;
using RealtimeDetect.Relay.IntegrationTests.H264;

namespace RealtimeDetect.Relay.IntegrationTests.Uplink;

/// <summary>Access units that the machine's ffmpeg encoded as a camera page would: no reordering, parameter sets before each key frame.</summary>
internal static class UnitClip
{
    /// <summary>Frames from one key frame to the next.</summary>
    public const int KeyInterval = 10;

    /// <summary>A moving test picture.</summary>
    /// <param name="frames">How many.</param>
    /// <param name="size">Width and height, as ffmpeg takes them.</param>
    /// <param name="sequenceId">Number of its sequence parameter set.</param>
    public static Task<byte[][]> MovingAsync(int frames = 3 * KeyInterval, string size = "320x240", int sequenceId = 0) =>
        EncodeAsync($"testsrc2=size={size}:rate=30", frames, [], sequenceId);

    /// <summary>One colour all over.</summary>
    /// <param name="colour">As ffmpeg takes it.</param>
    /// <param name="matrix">Matrix that codes the colour: bt709 or smpte170m.</param>
    /// <param name="isFullRange">Whether black is 0.</param>
    public static Task<byte[][]> ColourAsync(string colour, string matrix, bool isFullRange)
    {
        string range = isFullRange ? "pc" : "tv", filterMatrix = matrix == "bt709" ? "bt709" : "bt601";
        return EncodeAsync(
            $"color=c={colour}:size=320x240:rate=30,format=rgb24,scale=out_color_matrix={filterMatrix}:out_range={range},format=yuv420p", 1,
            ["-color_range", range, "-colorspace", matrix, "-color_primaries", "bt709", "-color_trc", "bt709"]);
    }

    /// <summary>Whether a unit has parameter sets, and so begins a group.</summary>
    public static bool IsKey(byte[] unit) => unit.AsSpan().IndexOf(SequenceStart) >= 0;

    /// <summary>A key unit with the sequence parameter set of another one before its own, as an encoder writes it whose size was changed.</summary>
    public static byte[] WithSequenceOf(byte[] key, byte[] other)
    {
        int own = key.AsSpan().IndexOf(SequenceStart), first = other.AsSpan().IndexOf(SequenceStart);
        int length = other.AsSpan(first + 1).IndexOf("\0\0\x01"u8) + 1;
        return [.. key.AsSpan(0, own), .. other.AsSpan(first, length), .. key.AsSpan(own)];
    }

    private static ReadOnlySpan<byte> SequenceStart => "\0\0\x01\x67"u8;

    private static async Task<byte[][]> EncodeAsync(string source, int frames, string[] colours, int sequenceId = 0)
    {
        Ffmpeg.Require();
        string[] arguments =
        [
            "-v", "error", "-f", "lavfi", "-i", source, "-frames:v", frames.ToString(System.Globalization.CultureInfo.InvariantCulture), .. colours,
            "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-profile:v", "high", "-bf", "0",
            "-g", KeyInterval.ToString(System.Globalization.CultureInfo.InvariantCulture), "-crf", "20", "-x264-params", $"aud=1:scenecut=0:sps-id={sequenceId}", "-f", "h264", "-",
        ];
        using Process ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        using var annexB = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(annexB);
        return Split(annexB.ToArray());
    }

    // Each unit begins with an access unit delimiter.
    private static byte[][] Split(byte[] annexB)
    {
        ReadOnlySpan<byte> delimiter = [0, 0, 0, 1, 9];
        var units = new List<byte[]>();
        for (ReadOnlySpan<byte> rest = annexB; !rest.IsEmpty;)
        {
            int next = rest[1..].IndexOf(delimiter) + 1;
            units.Add(rest[..(next == 0 ? rest.Length : next)].ToArray());
            rest = next == 0 ? [] : rest[next..];
        }
        return [.. units];
    }
}
