namespace RealtimeDetect.Relay.Stats;

/// <summary>An operating point that the controller weighed and did not take.</summary>
/// <param name="InferenceSize">Longer side of the model's input in pixels.</param>
/// <param name="TargetFps">Frames per second.</param>
/// <param name="JpegQuality">JPEG quality, 0 to 1.</param>
/// <param name="MaxLongSidePx">Longest picture side in pixels.</param>
/// <param name="Utility">What it would be worth with every frame in time; 1 is the default starting point.</param>
/// <param name="DelayMs">Milliseconds from capture to paint that nearly no frame would exceed.</param>
/// <param name="Verdict">Why it was not taken.</param>
internal sealed record AlternativeStats(
    int InferenceSize, int TargetFps, double JpegQuality, int MaxLongSidePx, double Utility, double DelayMs, string Verdict);
