using System.Buffers;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>libjpeg-turbo's plain way, which codecs are measured against: decode to RGB, encode from RGB, buffers kept.</summary>
internal sealed unsafe class TurboRgbCodec : IDisposable
{
    private readonly TurboJpegHandle _turbo = new(TurboJpegInit.Decompress);
    private readonly JpegEncoder _encoder = new();
    private readonly NativeBuffer _rgb = new();

    // Bytes that vector loads may touch beyond the picture.
    private const int Slack = 64;

    /// <summary>Size of the picture last decoded.</summary>
    public PixelSize Size { get; private set; }

    /// <summary>Red, green and blue of every pixel; a vector's load may reach beyond.</summary>
    public Span<byte> Rgb => new(_rgb.Pointer, (int)Size.PixelCount * 3);

    /// <summary>Decodes a file.</summary>
    public void Decode(ReadOnlySpan<byte> jpeg)
    {
        fixed (byte* bytes = jpeg)
        {
            if (TurboJpegNative.DecompressHeader(_turbo, bytes, (nuint)jpeg.Length) != 0)
                throw _turbo.Failure("read a header");
            Size = new PixelSize(_turbo.Get(TurboJpegParameter.JpegWidth), _turbo.Get(TurboJpegParameter.JpegHeight));
            _rgb.Reserve((nuint)Size.PixelCount * 3 + Slack);
            if (TurboJpegNative.DecompressPacked(_turbo, bytes, (nuint)jpeg.Length, _rgb.Pointer, 0, TurboJpegNative.PixelFormatRgb) != 0)
                throw _turbo.Failure("decode a picture");
        }
    }

    /// <summary>Encodes it again.</summary>
    public void Encode(int quality, IBufferWriter<byte> destination) =>
        _encoder.EncodeRgb(Rgb, Size, JpegSubsampling.Yuv420, quality, destination);

    /// <inheritdoc/>
    public void Dispose()
    {
        _turbo.Dispose();
        _encoder.Dispose();
        _rgb.Dispose();
    }
}
