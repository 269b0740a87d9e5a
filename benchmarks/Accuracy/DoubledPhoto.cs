using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>Makes a photo twice as wide and high, each sample four times, so that a network input is a reduction of it.</summary>
internal static class DoubledPhoto
{
    // libjpeg's scale; no loss that a network sees.
    private const int Quality = 95;

    /// <summary>Doubles a JPEG.</summary>
    public static byte[] Of(byte[] jpeg)
    {
        using var decoder = new PlaneDecoder();
        using var encoder = new JpegEncoder();
        using YuvPlanes source = new(), doubled = new();
        if (decoder.Decode(jpeg, long.MaxValue, source) != JpegOutcome.Ok)
            throw new InvalidDataException("A photo of the data set cannot be decoded.");
        doubled.Resize(new PixelSize(2 * source.Size.Width, 2 * source.Size.Height), source.Subsampling);
        Double(source.Luma, doubled.Luma);
        if (source.HasColour)
        {
            Double(source.Cb, doubled.Cb);
            Double(source.Cr, doubled.Cr);
        }
        var written = new ArrayBufferWriter<byte>();
        encoder.EncodePlanes(doubled, Quality, written);
        return written.WrittenSpan.ToArray();
    }

    private static void Double(in YuvPlane source, in YuvPlane target)
    {
        for (int y = 0; y < target.Height; y++)
        {
            ReadOnlySpan<byte> from = source.Row(y / 2);
            Span<byte> to = target.Row(y);
            for (int x = 0; x < to.Length; x++)
                to[x] = from[x / 2];
        }
    }
}
