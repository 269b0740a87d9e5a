using System.Buffers;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>Makes a JPEG of fewer bytes from another: coarser, and smaller where that is asked for.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes; buffers are reused. <b>Errors:</b> a file that cannot
/// be decoded is an outcome other than <see cref="JpegOutcome.Ok"/>, with nothing written.
/// </remarks>
public sealed class JpegReducer : IDisposable
{
    private readonly PlaneDecoder _decoder = new();
    private readonly JpegEncoder _encoder = new();
    private readonly YuvPlanes _planes = new();

    /// <summary>Writes the reduced picture.</summary>
    /// <param name="jpeg">A baseline JPEG of at most <paramref name="maxPixels"/> pixels.</param>
    /// <param name="maxPixels">Larger pictures are refused.</param>
    /// <param name="longSidePx">The picture is halved until its long side is no longer than this, three times at most; at least 1.</param>
    /// <param name="quality">1 to 100, libjpeg's scale.</param>
    /// <param name="destination">Receives the whole file.</param>
    /// <param name="size">Size of the written picture.</param>
    public JpegOutcome Reduce(
        ReadOnlySpan<byte> jpeg, long maxPixels, int longSidePx, int quality, IBufferWriter<byte> destination, out PixelSize size)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfLessThan(longSidePx, 1);
        JpegOutcome outcome = _decoder.Decode(jpeg, maxPixels, longSidePx, _planes);
        size = _planes.Size;
        if (outcome == JpegOutcome.Ok)
            _encoder.EncodePlanes(_planes, quality, destination);
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _encoder.Dispose();
        _planes.Dispose();
    }
}
