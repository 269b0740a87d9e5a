using System.Diagnostics;
using System.Globalization;

namespace RealtimeDetect.Tracking;

/// <summary>A video's frames as JPEGs, by ffmpeg.</summary>
/// <param name="Frames">The frames.</param>
/// <param name="FrameMs">From one frame to the next, milliseconds.</param>
internal sealed record Video(IReadOnlyList<byte[]> Frames, double FrameMs)
{
    /// <summary>Reads a video.</summary>
    /// <exception cref="InvalidOperationException">ffmpeg or ffprobe cannot read it.</exception>
    public static Video Read(FileInfo file)
    {
        string[] rate = Run(
            "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=avg_frame_rate", "-of", "csv=p=0", file.FullName).Trim().Split('/');
        double fps = double.Parse(rate[0], CultureInfo.InvariantCulture) / double.Parse(rate[1], CultureInfo.InvariantCulture);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tracking");
        try
        {
            Run("ffmpeg", "-v", "error", "-i", file.FullName, "-q:v", "2", "-pix_fmt", "yuvj420p", Path.Combine(folder.FullName, "%06d.jpg"));
            return new Video([.. folder.GetFiles().OrderBy(frame => frame.Name).Select(frame => File.ReadAllBytes(frame.FullName))], 1000 / fps);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
