namespace RealtimeDetect.Adaptive;

/// <summary>A frame of one picture setting as one tier sends it.</summary>
/// <param name="Bytes">Mean bytes, as the camera would code it.</param>
/// <param name="LongSidePx">Longer side in pixels.</param>
/// <param name="PictureShare">Share (0 to 1) of the published picture's worth that is left; 1 where the tier changes nothing.</param>
/// <param name="ReduceMs">Milliseconds that the server takes to make it of the published one.</param>
internal readonly record struct TierFrame(double Bytes, int LongSidePx, double PictureShare, double ReduceMs);
