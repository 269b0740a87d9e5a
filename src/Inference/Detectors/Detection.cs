namespace RealtimeDetect.Inference.Detectors;

/// <summary>One object found in a picture.</summary>
/// <param name="ClassId">Index into the model's class list.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="X">Left edge, in pixels of the picture, clipped to it.</param>
/// <param name="Y">Top edge, likewise.</param>
/// <param name="Width">Width in pixels of the picture.</param>
/// <param name="Height">Height, likewise.</param>
public readonly record struct Detection(int ClassId, float Confidence, float X, float Y, float Width, float Height)
{
    /// <summary>Right edge.</summary>
    public float Right => X + Width;

    /// <summary>Bottom edge.</summary>
    public float Bottom => Y + Height;
}
