using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>What a lane found out about one frame, besides its detections and pictures.</summary>
/// <param name="Size">Size of the picture.</param>
/// <param name="InferenceSize">Longer side of the network's input, in pixels.</param>
/// <param name="ConfidenceThreshold">0 to 1; weaker detections were left out.</param>
/// <param name="Labels">The model's class names.</param>
/// <param name="Timings">How long each stage took.</param>
/// <param name="ProcessingMs">From the arrival of the last byte to the end of encoding.</param>
/// <param name="ProcessedAtUs">The server's clock at the end of encoding, Unix microseconds.</param>
/// <param name="ProcessedAt">The same moment as <see cref="TimeProvider.GetTimestamp"/>, which goes on evenly where the clock is set.</param>
internal sealed record FrameResult(
    PixelSize Size, int InferenceSize, float ConfidenceThreshold, LabelSet Labels,
    StageTimings Timings, double ProcessingMs, long ProcessedAtUs, long ProcessedAt)
{
    /// <summary>The server's clock at the end of encoding, Unix milliseconds.</summary>
    public long ProcessedAtMs => ProcessedAtUs / 1000;

    /// <summary>Whether the detections are this frame's own; else they are those of a frame before it, carried to it.</summary>
    public bool IsDetected { get; init; } = true;
}
