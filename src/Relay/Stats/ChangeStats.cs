namespace RealtimeDetect.Relay.Stats;

/// <summary>A change of the operating point.</summary>
/// <param name="At">When, Unix milliseconds.</param>
/// <param name="InferenceSize">Longer side of the model's input in pixels.</param>
/// <param name="ConfidenceThreshold">Least confidence (0 to 1) of a detection that is kept.</param>
/// <param name="TargetFps">Frames per second.</param>
/// <param name="JpegQuality">JPEG quality, 0 to 1.</param>
/// <param name="MaxLongSidePx">Longest picture side in pixels.</param>
/// <param name="Cause">Why, with what changed.</param>
internal sealed record ChangeStats(
    long At, int InferenceSize, double ConfidenceThreshold, int TargetFps, double JpegQuality, int MaxLongSidePx, string Cause);
