using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>What was found in a frame, for the tracker.</summary>
/// <param name="frame">The frame; its JPEG may be gone.</param>
/// <param name="sequence">Its place in the stream's publishing order.</param>
/// <param name="picture">Size of its picture.</param>
/// <param name="detections">All detections, weak ones too, strongest first.</param>
/// <param name="confidenceThreshold">Confidence (0 to 1) below which they are weak.</param>
internal readonly ref struct DetectedFrame(
    CameraFrame frame, long sequence, PixelSize picture, ReadOnlySpan<Detection> detections, float confidenceThreshold)
{
    /// <summary>The frame; its JPEG may be gone.</summary>
    public CameraFrame Frame { get; } = frame;

    /// <summary>Its place in the stream's publishing order.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Size of its picture.</summary>
    public PixelSize Picture { get; } = picture;

    /// <summary>All detections, weak ones too, strongest first.</summary>
    public ReadOnlySpan<Detection> Detections { get; } = detections;

    /// <summary>Confidence (0 to 1) below which they are weak.</summary>
    public float ConfidenceThreshold { get; } = confidenceThreshold;
}
