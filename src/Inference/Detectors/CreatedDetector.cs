namespace RealtimeDetect.Inference.Detectors;

/// <summary>A new detector, and why it does not run on what was preferred.</summary>
/// <param name="Detector">The detector; the caller owns it.</param>
/// <param name="FallbackReason">
/// What was missing for CUDA where it was preferred and the CPU is used, or for TensorRT where CUDA is used instead; null where neither was.
/// </param>
public sealed record CreatedDetector(IBatchDetector Detector, string? FallbackReason);
