namespace RealtimeDetect.Inference.Detectors;

/// <summary>A box in pixels of the network input with its class and confidence, before suppression.</summary>
/// <param name="ClassId">Index into the model's class list.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="X1">Left edge.</param>
/// <param name="Y1">Top edge.</param>
/// <param name="X2">Right edge.</param>
/// <param name="Y2">Bottom edge.</param>
internal readonly record struct ScoredBox(int ClassId, float Confidence, float X1, float Y1, float X2, float Y2)
{
    /// <summary>Whether every number is one: a network fed garbage, or run out of FP16's range, gives NaN and infinity.</summary>
    public bool IsFinite =>
        float.IsFinite(Confidence) && float.IsFinite(X1) && float.IsFinite(Y1) && float.IsFinite(X2) && float.IsFinite(Y2);

    /// <summary>Intersection over union with another box, 0 to 1; 0 where both are empty.</summary>
    public float IoU(in ScoredBox other)
    {
        float width = MathF.Min(X2, other.X2) - MathF.Max(X1, other.X1);
        float height = MathF.Min(Y2, other.Y2) - MathF.Max(Y1, other.Y1);
        if (width <= 0 || height <= 0)
            return 0;
        float intersection = width * height;
        return intersection / (Area + other.Area - intersection);
    }

    private float Area => (X2 - X1) * (Y2 - Y1);
}
