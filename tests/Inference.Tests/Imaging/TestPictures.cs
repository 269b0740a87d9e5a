using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Tests.Imaging;

/// <summary>Pictures and JPEGs made in code.</summary>
internal static unsafe class TestPictures
{
    /// <summary>Smooth colour waves: packed RGB.</summary>
    public static byte[] Waves(PixelSize size)
    {
        var rgb = new byte[size.PixelCount * 3];
        for (int i = 0; i < size.PixelCount; i++)
        {
            double x = i % size.Width, y = i / size.Width;
            rgb[3 * i] = (byte)(128 + 90 * Math.Sin(x / 19) * Math.Cos(y / 31));
            rgb[3 * i + 1] = (byte)(128 + 90 * Math.Sin((x + y) / 27));
            rgb[3 * i + 2] = (byte)(128 + 90 * Math.Cos(y / 23 - x / 41));
        }
        return rgb;
    }

    /// <summary>A JPEG of <see cref="Waves"/>.</summary>
    public static byte[] Jpeg(PixelSize size, JpegSubsampling subsampling = JpegSubsampling.Yuv420, int quality = 95)
    {
        using var encoder = new RgbJpegEncoder();
        var writer = new ArrayBufferWriter<byte>();
        encoder.Encode(Waves(size), size, quality, subsampling, writer);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>A JPEG whose components are red, green and blue, as Adobe's transform 0 has them.</summary>
    public static byte[] RgbComponentJpeg(byte[] rgb, PixelSize size)
    {
        using TurboJpegHandle turbo = new(TurboJpegInit.Compress);
        turbo.Set(TurboJpegParameter.NoRealloc, 1);
        turbo.Set(TurboJpegParameter.Quality, 95);
        turbo.Set(TurboJpegParameter.Subsampling, (int)JpegSubsampling.Yuv444);
        turbo.Set(TurboJpegParameter.ColourSpace, (int)TurboJpegColourSpace.Rgb);
        var jpeg = new byte[TurboJpegNative.MaxJpegBytes(size.Width, size.Height, JpegSubsampling.Yuv444)];
        nuint length = (nuint)jpeg.Length;
        fixed (byte* pixels = rgb, bytes = jpeg)
        {
            byte* pointer = bytes;
            if (TurboJpegNative.CompressPacked(turbo, pixels, size.Width, 0, size.Height, TurboJpegNative.PixelFormatRgb, &pointer, &length) != 0)
                throw turbo.Failure("write an RGB JPEG");
        }
        return jpeg[..(int)length];
    }

    /// <summary>Decodes to packed RGB by libjpeg-turbo itself.</summary>
    public static byte[] DecodeRgb(byte[] jpeg, PixelSize size)
    {
        using TurboJpegHandle turbo = new(TurboJpegInit.Decompress);
        var rgb = new byte[size.PixelCount * 3];
        fixed (byte* bytes = jpeg, pixels = rgb)
        {
            if (TurboJpegNative.DecompressPacked(turbo, bytes, (nuint)jpeg.Length, pixels, 0, TurboJpegNative.PixelFormatRgb) != 0)
                throw turbo.Failure("read a JPEG");
        }
        return rgb;
    }

    /// <summary>Position of a marker's FF byte in a JPEG's header.</summary>
    public static int IndexOfMarker(byte[] jpeg, byte marker)
    {
        for (int at = 2; jpeg[at] == 0xFF; at += 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]))
        {
            if (jpeg[at + 1] == marker)
                return at;
        }
        throw new ArgumentException($"The header has no marker {marker:X2}.");
    }

    /// <summary>A copy without the segments of a marker.</summary>
    public static byte[] Without(byte[] jpeg, byte marker)
    {
        var kept = new List<byte>(jpeg[..2]);
        int at = 2;
        while (jpeg[at + 1] != 0xDA)
        {
            int length = 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]);
            if (jpeg[at + 1] != marker)
                kept.AddRange(jpeg.AsSpan(at, length));
            at += length;
        }
        kept.AddRange(jpeg.AsSpan(at));
        return [.. kept];
    }

    /// <summary>A copy with one byte changed, counted from the start of a marker's segment (its FF is 0).</summary>
    public static byte[] Patched(byte[] jpeg, byte marker, int offset, params byte[] values)
    {
        byte[] copy = [.. jpeg];
        values.CopyTo(copy, IndexOfMarker(jpeg, marker) + offset);
        return copy;
    }
}
