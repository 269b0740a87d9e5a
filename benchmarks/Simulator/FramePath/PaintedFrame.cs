namespace RealtimeDetect.Simulator.FramePath;

/// <summary>A frame that a viewer saw.</summary>
/// <param name="ViewerId">Who.</param>
/// <param name="PaintedMs">When, milliseconds since the start.</param>
/// <param name="AgeMs">How old it was, milliseconds since its capture.</param>
/// <param name="InferenceSize">Longer side of the model's input in pixels.</param>
/// <param name="DetectedShare">Share (0 to 1) of the stream's frames that were detected at that time.</param>
/// <param name="JpegQuality">JPEG quality, 0 to 1.</param>
/// <param name="LongSidePx">Longer side of the picture in pixels.</param>
internal readonly record struct PaintedFrame(
    long ViewerId, double PaintedMs, double AgeMs, int InferenceSize, double DetectedShare, double JpegQuality, int LongSidePx);
