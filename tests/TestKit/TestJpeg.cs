using System.Buffers;
using System.Collections.Concurrent;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.TestKit;

/// <summary>Makes baseline JPEGs, by the product's own encoder.</summary>
/// <remarks><b>Threading:</b> any thread. The bytes are shared by all tests: copy before changing them.</remarks>
public static class TestJpeg
{
    private static readonly ConcurrentDictionary<(int, int, JpegSubsampling, int), byte[]> Made = [];

    /// <summary>The picture of tests that look at no pixels, 64x48.</summary>
    public static byte[] Small { get; } = Picture(64, 48);

    /// <summary>A gradient with some noise on it, made once per kind.</summary>
    /// <param name="width">Pixels, from 1.</param>
    /// <param name="height">Pixels, from 1.</param>
    /// <param name="subsampling">How densely colour is sampled.</param>
    /// <param name="noise">Strength of the noise, 0 to 255: what makes the file large.</param>
    public static byte[] Picture(int width, int height, JpegSubsampling subsampling = JpegSubsampling.Yuv420, int noise = 16) =>
        Made.GetOrAdd((width, height, subsampling, noise), static kind => Make(kind.Item1, kind.Item2, kind.Item3, kind.Item4));

    /// <summary>Encodes packed RGB pixels.</summary>
    public static byte[] FromRgb(ReadOnlySpan<byte> rgb, int width, int height, int quality = 85, JpegSubsampling subsampling = JpegSubsampling.Yuv420)
    {
        using var encoder = new RgbJpegEncoder();
        var jpeg = new ArrayBufferWriter<byte>(Math.Max(1024, rgb.Length / 4));
        encoder.Encode(rgb, new PixelSize(width, height), quality, subsampling, jpeg);
        return jpeg.WrittenSpan.ToArray();
    }

    private static byte[] Make(int width, int height, JpegSubsampling subsampling, int noise)
    {
        byte[] rgb = new byte[width * height * 3];
        var random = new Random(width * 31 + height);
        for (int y = 0, i = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int grain = noise == 0 ? 0 : random.Next(noise);
                rgb[i++] = (byte)Math.Min(255, (x * 200 / width) + grain);
                rgb[i++] = (byte)Math.Min(255, (y * 200 / height) + grain);
                rgb[i++] = (byte)(90 + (grain / 2));
            }
        }
        return FromRgb(rgb, width, height, 85, subsampling);
    }
}
