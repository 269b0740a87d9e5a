using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>
/// Carries one JPEG at a time from its bytes to a network input and to an annotated JPEG of the same size:
/// <see cref="Decode"/>, <see cref="FillInput"/>, <see cref="Annotate"/>, <see cref="Encode"/>, in that order.
/// </summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time; each inference lane owns one. <b>Ownership:</b> the owner disposes; buffers grow
/// to the largest picture seen and are reused. <b>Errors:</b> bad input is a <see cref="JpegOutcome"/>, never an exception;
/// after one, the codec is ready for the next <see cref="Decode"/>.
/// </remarks>
public interface IFrameCodec : IDisposable
{
    /// <summary>Size of the picture last decoded.</summary>
    PixelSize Size { get; }

    /// <summary>Reads a JPEG. The bytes must stay valid and unchanged until <see cref="Encode"/> returned.</summary>
    /// <param name="jpeg">The whole file.</param>
    /// <param name="maxPixels">Most pixels accepted, checked in the header before decoding.</param>
    /// <param name="inputLongSide">
    /// Longer side of the network input that <see cref="FillInput"/> will be asked for, in pixels: a codec may decode no more than
    /// that needs. Any input may be asked for all the same; a larger one then costs a second decoding.
    /// </param>
    JpegOutcome Decode(ReadOnlyMemory<byte> jpeg, long maxPixels, int inputLongSide = int.MaxValue);

    /// <summary>Scales the decoded picture into a network input, padding included.</summary>
    /// <param name="letterbox">Geometry for <see cref="Size"/>.</param>
    /// <param name="input">3 x height x width floats, RGB planes, 0 to 1.</param>
    void FillInput(in Letterbox letterbox, Span<float> input);

    /// <summary>Draws a box and a label for each detection into the decoded picture.</summary>
    void Annotate(ReadOnlySpan<Detection> detections, LabelSet labels);

    /// <summary>Writes the picture as a baseline JPEG.</summary>
    /// <param name="quality">1 to 100, libjpeg's scale; a codec that keeps the source's own coding keeps its quality instead.</param>
    /// <param name="destination">Receives the whole file.</param>
    void Encode(int quality, IBufferWriter<byte> destination);
}
