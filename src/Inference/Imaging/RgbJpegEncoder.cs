using System.Buffers;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>Turns packed RGB pictures into baseline JPEGs; for pictures made in code, such as the demo camera's.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes; buffers are reused.</remarks>
public sealed class RgbJpegEncoder : IDisposable
{
    private readonly JpegEncoder _encoder = new();

    /// <summary>Writes one picture.</summary>
    /// <param name="rgb">Red, green and blue bytes, rows from the top without gaps: 3 x width x height bytes.</param>
    /// <param name="size">Width and height; both at least 1.</param>
    /// <param name="quality">1 to 100, libjpeg's scale.</param>
    /// <param name="subsampling">How densely colour is sampled.</param>
    /// <param name="destination">Receives the whole file.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not those of that size, or the quality is outside its range.</exception>
    public void Encode(ReadOnlySpan<byte> rgb, PixelSize size, int quality, JpegSubsampling subsampling, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _encoder.EncodeRgb(rgb, size, subsampling, quality, destination);
    }

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();
}
