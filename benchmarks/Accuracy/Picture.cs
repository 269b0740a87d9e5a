using System.Diagnostics;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>A picture without labels.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Jpeg">The file.</param>
internal sealed record Picture(string Name, byte[] Jpeg)
{
    // Enough of a video for its scenes, few enough for a measurement of a minute.
    private const int VideoStep = 12;
    private const long MaxPixels = 100_000_000;

    /// <summary>Reads the 16:9 JPEGs of a folder, and with ffmpeg every twelfth frame of its 16:9 videos.</summary>
    public static List<Picture> ReadWide(DirectoryInfo folder)
    {
        List<Picture> pictures = [.. folder.EnumerateFiles("*.jpg").OrderBy(file => file.Name, StringComparer.Ordinal).Select(Read)];
        foreach (FileInfo video in folder.EnumerateFiles("*.mp4").OrderBy(file => file.Name, StringComparer.Ordinal))
            pictures.AddRange(ReadVideo(video));
        using var codec = new TurboFrameCodec();
        return [.. pictures.Where(picture => codec.Decode(picture.Jpeg, MaxPixels) == JpegOutcome.Ok && 9 * codec.Size.Width == 16 * codec.Size.Height)];
    }

    private static Picture Read(FileInfo file) => new(file.Name, File.ReadAllBytes(file.FullName));

    private static List<Picture> ReadVideo(FileInfo video)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtimedetect-");
        try
        {
            string filter = $"select=not(mod(n\\,{VideoStep}))";
            string[] arguments = ["-v", "error", "-i", video.FullName, "-vf", filter, "-fps_mode", "passthrough", "-q:v", "3", Path.Combine(folder.FullName, "%04d.jpg")];
            using Process ffmpeg = Process.Start("ffmpeg", arguments);
            ffmpeg.WaitForExit();
            return [.. folder.EnumerateFiles("*.jpg").OrderBy(file => file.Name, StringComparer.Ordinal).Select(Read)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
