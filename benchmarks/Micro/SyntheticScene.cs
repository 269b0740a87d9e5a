using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>A picture made in code that costs a codec about what a street scene does: soft shades, hard edges and noise.</summary>
internal static class SyntheticScene
{
    // Levels; camera noise in indoor light.
    private const int NoiseLevels = 10;

    // Pixels; sides of the tiles whose edges stand for objects.
    private const int TilePx = 37;

    /// <summary>The scene as a 4:2:0 JPEG; the same bytes every time.</summary>
    public static byte[] Jpeg(PixelSize size, int quality)
    {
        using var encoder = new RgbJpegEncoder();
        var writer = new ArrayBufferWriter<byte>();
        encoder.Encode(Rgb(size), size, quality, JpegSubsampling.Yuv420, writer);
        return writer.WrittenSpan.ToArray();
    }

    private static byte[] Rgb(PixelSize size)
    {
        var random = new Random(1);
        var rgb = new byte[size.PixelCount * 3];
        for (int i = 0; i < size.PixelCount; i++)
        {
            int x = i % size.Width, y = i / size.Width, tile = (x / TilePx * 7 + y / TilePx * 13) % 5;
            int shade = 60 + 25 * tile + (int)(30 * Math.Sin(x / 90.0) * Math.Cos(y / 70.0)) + random.Next(NoiseLevels);
            rgb[3 * i] = (byte)shade;
            rgb[3 * i + 1] = (byte)(shade - 8 * tile + 20);
            rgb[3 * i + 2] = (byte)(shade + 10 * (tile - 2));
        }
        return rgb;
    }
}
