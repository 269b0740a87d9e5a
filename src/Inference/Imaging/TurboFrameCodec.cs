using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>The frame codec on libjpeg-turbo: decodes to planes of luma and colour, draws on them, and encodes them again.</summary>
/// <remarks>
/// <inheritdoc cref="IFrameCodec" path="/remarks"/> A missing libturbojpeg throws <see cref="DllNotFoundException"/> from the
/// constructor, with what to do about it.
/// </remarks>
public sealed class TurboFrameCodec : IFrameCodec
{
    private readonly PlaneDecoder _decoder = new();
    private readonly JpegEncoder _encoder = new();
    private readonly YuvPlanes _planes = new();
    private readonly TensorWriter _tensorWriter = new();
    private readonly BoxAnnotator _annotator = new();

    // False until a decode succeeded, and again after one that did not: the planes are undefined then.
    private bool _hasPicture;

    /// <inheritdoc/>
    public PixelSize Size => _hasPicture ? _planes.Size : default;

    /// <inheritdoc/>
    public JpegOutcome Decode(ReadOnlyMemory<byte> jpeg, long maxPixels, int inputLongSide = int.MaxValue)
    {
        _hasPicture = false;
        JpegOutcome outcome = _decoder.Decode(jpeg.Span, maxPixels, _planes);
        _hasPicture = outcome == JpegOutcome.Ok;
        return outcome;
    }

    /// <inheritdoc/>
    public void FillInput(in Letterbox letterbox, Span<float> input)
    {
        RequirePicture();
        _tensorWriter.Fill(_planes, letterbox, input);
    }

    /// <inheritdoc/>
    public void Annotate(ReadOnlySpan<Detection> detections, LabelSet labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        RequirePicture();
        _annotator.Draw(_planes, detections, labels);
    }

    /// <inheritdoc/>
    public void Encode(int quality, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        RequirePicture();
        _encoder.EncodePlanes(_planes, quality, destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _encoder.Dispose();
        _planes.Dispose();
        _tensorWriter.Dispose();
    }

    private void RequirePicture()
    {
        if (!_hasPicture)
            throw new InvalidOperationException("There is no picture: Decode has not been called, or it did not return Ok.");
    }
}
