namespace RealtimeDetect.Load.Naive;

/// <summary>A box in the picture, pixels.</summary>
internal sealed record NaiveDetection(int Class, float Score, float Left, float Top, float Right, float Bottom)
{
    /// <summary>Intersection over union with another box.</summary>
    public float IouWith(NaiveDetection other)
    {
        float width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        float height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        float shared = width * height;
        return shared / (Area + other.Area - shared);
    }

    private float Area => (Right - Left) * (Bottom - Top);
}
