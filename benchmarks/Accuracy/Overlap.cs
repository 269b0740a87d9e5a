using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>Overlap of detections.</summary>
internal static class Overlap
{
    /// <summary>Intersection over union, 0 to 1.</summary>
    public static float IoU(in Detection a, in Detection b)
    {
        float width = MathF.Min(a.Right, b.Right) - MathF.Max(a.X, b.X);
        float height = MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Y, b.Y);
        if (width <= 0 || height <= 0)
            return 0;
        float shared = width * height;
        return shared / ((a.Width * a.Height) + (b.Width * b.Height) - shared);
    }
}
