namespace RealtimeDetect.Inference.Imaging;

/// <summary>Width and height of a picture, in pixels.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelSize(int Width, int Height)
{
    /// <summary>The longer of the two sides.</summary>
    public int LongSide => Math.Max(Width, Height);

    /// <summary>The number of pixels.</summary>
    public long PixelCount => (long)Width * Height;

    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height}";
}
