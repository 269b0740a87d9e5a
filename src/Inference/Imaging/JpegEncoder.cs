using System.Buffers;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>Writes baseline JPEGs into a reused buffer of the largest possible size, then hands over one copy.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes.</remarks>
internal sealed unsafe class JpegEncoder : IDisposable
{
    private readonly TurboJpegHandle _turbo = new(TurboJpegInit.Compress);
    private readonly NativeBuffer _jpeg = new();

    /// <summary>Makes an encoder.</summary>
    /// <exception cref="DllNotFoundException">libturbojpeg is missing.</exception>
    public JpegEncoder() => _turbo.Set(TurboJpegParameter.NoRealloc, 1);

    /// <summary>Writes planes as they are: their subsampling, no colour conversion.</summary>
    /// <param name="planes">The picture.</param>
    /// <param name="quality">1 to 100, libjpeg's scale.</param>
    /// <param name="destination">Receives the whole file.</param>
    public void EncodePlanes(YuvPlanes planes, int quality, IBufferWriter<byte> destination)
    {
        Prepare(planes.Size, quality, planes.Subsampling);
        byte** pointers = stackalloc byte*[3] { planes.Luma.Data, planes.Cb.Data, planes.Cr.Data };
        int* strides = stackalloc int[3] { planes.Luma.Stride, planes.Cb.Stride, planes.Cr.Stride };
        byte* jpeg = _jpeg.Pointer;
        nuint length = _jpeg.Length;
        if (TurboJpegNative.CompressPlanes(_turbo, pointers, planes.Size.Width, strides, planes.Size.Height, &jpeg, &length) != 0)
            throw _turbo.Failure("write a JPEG");
        destination.Write(new ReadOnlySpan<byte>(jpeg, (int)length));
    }

    /// <summary>Writes packed red, green and blue bytes, rows without gaps.</summary>
    /// <inheritdoc cref="EncodePlanes"/>
    public void EncodeRgb(ReadOnlySpan<byte> rgb, PixelSize size, JpegSubsampling subsampling, int quality, IBufferWriter<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, size.PixelCount * 3, nameof(rgb));
        Prepare(size, quality, subsampling);
        byte* jpeg = _jpeg.Pointer;
        nuint length = _jpeg.Length;
        int result;
        fixed (byte* pixels = rgb)
        {
            result = TurboJpegNative.CompressPacked(
                _turbo, pixels, size.Width, size.Width * 3, size.Height, TurboJpegNative.PixelFormatRgb, &jpeg, &length);
        }
        if (result != 0)
            throw _turbo.Failure("write a JPEG");
        destination.Write(new ReadOnlySpan<byte>(jpeg, (int)length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turbo.Dispose();
        _jpeg.Dispose();
    }

    private void Prepare(PixelSize size, int quality, JpegSubsampling subsampling)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        _turbo.Set(TurboJpegParameter.Quality, quality);
        _turbo.Set(TurboJpegParameter.Subsampling, (int)subsampling);
        _jpeg.Reserve(TurboJpegNative.MaxJpegBytes(size.Width, size.Height, subsampling));
    }
}
