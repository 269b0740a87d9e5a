namespace RealtimeDetect.Relay.Stats;

/// <summary>What the controller thinks.</summary>
/// <param name="Reason">Why it did what it did last, in one sentence.</param>
/// <param name="JpegQuality">Quality asked of the camera, 0 to 1.</param>
/// <param name="MaxLongSidePx">Longest side asked of the camera, in pixels.</param>
internal sealed record ControllerStats(string Reason, double JpegQuality, int MaxLongSidePx);
