using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Load;

namespace RealtimeDetect.Gpu;

/// <summary>What is detected: a folder's JPEGs, or else the demo scene.</summary>
internal static class Pictures
{
    /// <summary>The simulated cameras' size.</summary>
    public static readonly PixelSize Camera = new(1280, 720);

    // Of the scene's frames: enough for every shape to be seen.
    private const int SceneFrames = 8;

    /// <summary>Reads or makes them.</summary>
    /// <param name="folder">Folder of JPEGs; null for the scene.</param>
    public static IReadOnlyList<byte[]> Read(DirectoryInfo? folder) => folder is null
        ? [.. TestFrames.Make(Camera).Take(SceneFrames)]
        : [.. folder.EnumerateFiles("*.jpg").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => File.ReadAllBytes(file.FullName))];
}
