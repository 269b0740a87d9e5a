namespace RealtimeDetect.Adaptive;

/// <summary>What a stream runs at: the two settings of the detector and the three asked of the camera.</summary>
/// <param name="InferenceSize">Longer side of the model's input in pixels; a multiple of 32.</param>
/// <param name="ConfidenceThreshold">Least confidence (0 to 1) of a detection that is kept.</param>
/// <param name="TargetFps">Frames per second asked of the camera.</param>
/// <param name="JpegQuality">JPEG quality (0 to 1) asked of the camera.</param>
/// <param name="MaxLongSidePx">Longest picture side in pixels asked of the camera.</param>
public readonly record struct OperatingPoint(
    int InferenceSize, float ConfidenceThreshold, int TargetFps, double JpegQuality, int MaxLongSidePx);
