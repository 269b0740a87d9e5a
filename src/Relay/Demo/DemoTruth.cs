namespace RealtimeDetect.Relay.Demo;

/// <summary>What a detector ought to find: one shape and its tight box in pixels, clipped to the picture.</summary>
/// <param name="ClassId">Index into <see cref="ShapeGeometry.ClassNames"/>.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width, more than 0.</param>
/// <param name="Height">Height, more than 0.</param>
internal readonly record struct DemoTruth(int ClassId, float X, float Y, float Width, float Height);
