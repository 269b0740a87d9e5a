using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Tests.Tracking;

/// <summary>An object that moves at a constant speed, as a perfect detector sees it.</summary>
/// <param name="X">Left edge at time 0, pixels.</param>
/// <param name="Y">Top edge at time 0, pixels.</param>
/// <param name="SpeedX">Pixels a second.</param>
/// <param name="SpeedY">Pixels a second.</param>
/// <param name="ClassId">Class.</param>
/// <param name="Width">Width, pixels.</param>
/// <param name="Height">Height, pixels.</param>
internal sealed record MovingObject(
    float X, float Y, float SpeedX = 0, float SpeedY = 0, int ClassId = 0, float Width = 60, float Height = 120)
{
    /// <summary>Its detection at a time, milliseconds.</summary>
    public Detection At(double ms, float confidence = 0.8f) =>
        new(ClassId, confidence, X + (float)(SpeedX * ms / 1000), Y + (float)(SpeedY * ms / 1000), Width, Height);
}
