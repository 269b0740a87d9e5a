using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Annotation;

/// <summary>A rectangle of whole pixels; right and bottom are the first ones outside.</summary>
internal readonly record struct PixelRectangle(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Whether there is no pixel in it.</summary>
    public bool IsEmpty => Right <= Left || Bottom <= Top;

    /// <summary>The part inside a picture.</summary>
    public PixelRectangle ClippedTo(PixelSize size) =>
        new(Math.Max(Left, 0), Math.Max(Top, 0), Math.Min(Right, size.Width), Math.Min(Bottom, size.Height));

    /// <summary>The rectangle with each side moved inwards.</summary>
    public PixelRectangle Shrunk(int x, int y) => new(Left + x, Top + y, Right - x, Bottom - y);

    /// <summary>Number of sides.</summary>
    public const int SideCount = 4;

    /// <summary>One side of a frame inside the rectangle: 0 top, 1 bottom, 2 left, 3 right; they do not overlap.</summary>
    /// <param name="index">Which side.</param>
    /// <param name="x">Thickness of the left and right sides.</param>
    /// <param name="y">Thickness of the top and bottom sides.</param>
    public PixelRectangle Side(int index, int x, int y) => index switch
    {
        0 => this with { Bottom = Math.Min(Top + y, Bottom) },
        1 => this with { Top = Math.Max(Bottom - y, Math.Min(Top + y, Bottom)) },
        2 => new(Left, Top + y, Math.Min(Left + x, Right), Bottom - y),
        _ => new(Math.Max(Right - x, Math.Min(Left + x, Right)), Top + y, Right, Bottom - y),
    };
}
