namespace RealtimeDetect.Adaptive;

/// <summary>One rung of the ladder that viewers' troubles move a stream along.</summary>
/// <param name="FpsShare">Share (0 to 1) of the rate that the machine sustains.</param>
/// <param name="JpegQuality">JPEG quality (0 to 1).</param>
/// <param name="LongSidePx">Longest picture side in pixels.</param>
/// <param name="Confidence">Confidence threshold (0 to 1): fewer boxes to draw and read on the lower rungs.</param>
internal readonly record struct QualityRung(double FpsShare, double JpegQuality, int LongSidePx, float Confidence);
