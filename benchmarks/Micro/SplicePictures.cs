using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>Pictures of a wanted size for the codecs: the synthetic scene, and photos of the shared folder where it is there.</summary>
internal static class SplicePictures
{
    // libjpeg's scale; what cameras send.
    private const int Quality = 85;

    /// <summary>Names and 4:2:0 JPEGs.</summary>
    public static IEnumerable<(string Name, byte[] Jpeg)> Of(PixelSize size)
    {
        yield return ("synthetic", SyntheticScene.Jpeg(size, Quality));
        foreach (string path in Photos())
            yield return (Path.GetFileNameWithoutExtension(path), Scaled(path, size));
    }

    private static string[] Photos()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RealtimeDetect.sln")))
            folder = folder.Parent;
        string media = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "media");
        return Directory.Exists(media) ? [.. Directory.GetFiles(media, "*.jpg").Order(StringComparer.Ordinal)] : [];
    }

    private static byte[] Scaled(string path, PixelSize size)
    {
        byte[] photo = DecodeRgb(File.ReadAllBytes(path), out PixelSize from);
        var rgb = new byte[size.PixelCount * 3];
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
                Interpolate(photo, from, (x + 0.5f) * from.Width / size.Width - 0.5f, (y + 0.5f) * from.Height / size.Height - 0.5f, rgb.AsSpan(3 * (y * size.Width + x), 3));
        }
        using var encoder = new RgbJpegEncoder();
        var writer = new ArrayBufferWriter<byte>();
        encoder.Encode(rgb, size, Quality, JpegSubsampling.Yuv420, writer);
        return writer.WrittenSpan.ToArray();
    }

    private static void Interpolate(byte[] rgb, PixelSize size, float x, float y, Span<byte> pixel)
    {
        x = Math.Clamp(x, 0, size.Width - 1);
        y = Math.Clamp(y, 0, size.Height - 1);
        int x0 = (int)x, y0 = (int)y, x1 = Math.Min(x0 + 1, size.Width - 1), y1 = Math.Min(y0 + 1, size.Height - 1);
        for (int c = 0; c < 3; c++)
        {
            float top = float.Lerp(rgb[(y0 * size.Width + x0) * 3 + c], rgb[(y0 * size.Width + x1) * 3 + c], x - x0);
            float bottom = float.Lerp(rgb[(y1 * size.Width + x0) * 3 + c], rgb[(y1 * size.Width + x1) * 3 + c], x - x0);
            pixel[c] = (byte)MathF.Round(float.Lerp(top, bottom, y - y0));
        }
    }

    private static unsafe byte[] DecodeRgb(byte[] jpeg, out PixelSize size)
    {
        using var turbo = new TurboRgbCodec();
        turbo.Decode(jpeg);
        size = turbo.Size;
        return turbo.Rgb.ToArray();
    }
}
