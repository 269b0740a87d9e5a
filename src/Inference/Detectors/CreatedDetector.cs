namespace RealtimeDetect.Inference.Detectors;

/// <summary>A new detector, and why it does not run on what was preferred.</summary>
/// <param name="Detector">The detector; the caller owns it.</param>
/// <param name="FallbackReason">ONNX Runtime's reason for not using CUDA where it was preferred; null where there was no fallback.</param>
public sealed record CreatedDetector(IBatchDetector Detector, string? FallbackReason);
