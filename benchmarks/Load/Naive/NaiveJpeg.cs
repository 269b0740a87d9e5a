using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Load.Naive;

/// <summary>JPEG to packed RGB and back, whole pictures, as a first version would.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes.</remarks>
internal sealed unsafe class NaiveJpeg : IDisposable
{
    private const int Quality = 85;

    private readonly TurboJpegHandle _turbo = new(TurboJpegInit.Decompress);
    private readonly RgbJpegEncoder _encoder = new();

    /// <summary>Decodes into a fresh array: 3 bytes a pixel, rows without gaps.</summary>
    /// <exception cref="InvalidOperationException">It is not a JPEG.</exception>
    public byte[] Decode(byte[] jpeg, out PixelSize size)
    {
        fixed (byte* source = jpeg)
        {
            if (TurboJpegNative.DecompressHeader(_turbo, source, (nuint)jpeg.Length) != 0)
                throw _turbo.Failure("read a header");
            size = new PixelSize(_turbo.Get(TurboJpegParameter.JpegWidth), _turbo.Get(TurboJpegParameter.JpegHeight));
            byte[] rgb = new byte[size.PixelCount * 3];
            fixed (byte* pixels = rgb)
            {
                if (TurboJpegNative.DecompressPacked(_turbo, source, (nuint)jpeg.Length, pixels, size.Width * 3, TurboJpegNative.PixelFormatRgb) != 0)
                    throw _turbo.Failure("decode a picture");
            }
            return rgb;
        }
    }

    /// <summary>Encodes into a fresh array.</summary>
    public byte[] Encode(byte[] rgb, PixelSize size)
    {
        var jpeg = new ArrayBufferWriter<byte>();
        _encoder.Encode(rgb, size, Quality, JpegSubsampling.Yuv420, jpeg);
        return jpeg.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turbo.Dispose();
        _encoder.Dispose();
    }
}
