namespace RealtimeDetect.Inference.Annotation;

/// <summary>How much of each pixel a character covers.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Coverage">0 to 255, rows from the top.</param>
internal sealed record GlyphMask(int Width, byte[] Coverage)
{
    /// <summary>One row.</summary>
    public ReadOnlySpan<byte> Row(int y) => Coverage.AsSpan(y * Width, Width);
}
