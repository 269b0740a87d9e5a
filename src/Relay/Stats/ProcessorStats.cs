using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Stats;

/// <summary>What processes a stream's frames, and how.</summary>
/// <param name="InferenceSize">Longer side of the network's input, in pixels, 320 to 640.</param>
/// <param name="ConfidenceThreshold">0.15 to 0.5.</param>
/// <param name="GpuAvailable">Whether inference runs on a GPU.</param>
/// <param name="TargetFps">Frames a second asked of the camera, 5 to 60.</param>
/// <param name="ExecutionProvider">ONNX Runtime's execution provider.</param>
/// <param name="Precision"><c>fp32</c> or <c>fp16</c>.</param>
/// <param name="Model">The model's name.</param>
internal sealed record ProcessorStats(
    int InferenceSize, double ConfidenceThreshold, bool GpuAvailable, int TargetFps, string ExecutionProvider, string Precision, string Model)
{
    /// <summary>Those of a point.</summary>
    public static ProcessorStats Of(DetectorPool pool, in OperatingPoint point) => new(
        point.InferenceSize, Math.Round((double)point.ConfidenceThreshold, 4), pool.ExecutionProvider != "CPU", point.TargetFps,
        pool.ExecutionProvider, pool.Precision, pool.Model.Name);
}
