namespace RealtimeDetect.Inference.Annotation;

/// <summary>Anti-aliased masks of all characters at one size, made once.</summary>
/// <remarks><b>Threading:</b> immutable after construction.</remarks>
internal sealed class GlyphAtlas
{
    // Of a capital's height: a stroke a little bolder than a book face, since labels are small.
    private const float StrokeShare = 0.14f;

    // Of a capital's height: from one glyph's strokes to the next's.
    private const float SpacingShare = 0.15f;

    // Pixels; a thinner stroke falls apart.
    private const float MinStrokePx = 1.35f;

    private readonly GlyphMask[] _masks = new GlyphMask[StrokeFont.Last - StrokeFont.First + 1];
    private readonly float _scale, _strokePx;

    /// <summary>Draws the masks.</summary>
    /// <param name="capHeightPx">Height of a capital, edge to edge, in pixels; at least 5.</param>
    public GlyphAtlas(int capHeightPx)
    {
        CapHeightPx = capHeightPx;
        _strokePx = Math.Max(MinStrokePx, capHeightPx * StrokeShare);
        _scale = (capHeightPx - _strokePx) / StrokeFont.CapHeight;
        BaselineRow = (int)MathF.Ceiling(StrokeFont.Ascent * _scale) + capHeightPx;
        Height = BaselineRow + (int)MathF.Ceiling(StrokeFont.Descent * _scale);
        SpacingPx = Math.Max(1, (int)MathF.Round(capHeightPx * SpacingShare));
        for (int i = 0; i < _masks.Length; i++)
            _masks[i] = Draw(GlyphPath.Parse(StrokeFont.Describe((char)(StrokeFont.First + i))));
    }

    /// <summary>Height of a capital, in pixels.</summary>
    public int CapHeightPx { get; }

    /// <summary>Rows of every mask.</summary>
    public int Height { get; }

    /// <summary>Rows of a mask above the baseline.</summary>
    public int BaselineRow { get; }

    /// <summary>Pixels between two glyphs.</summary>
    public int SpacingPx { get; }

    /// <summary>The mask of a character; of the question mark for one that is not there.</summary>
    public GlyphMask this[char character] =>
        _masks[(character is >= StrokeFont.First and <= StrokeFont.Last ? character : '?') - StrokeFont.First];

    /// <summary>Width of a text in pixels, without spacing at its ends.</summary>
    public int Measure(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (char character in text)
            width += this[character].Width + SpacingPx;
        return Math.Max(0, width - SpacingPx);
    }

    // Coverage falls from 1 to 0 over the pixel that a stroke's edge runs through.
    private GlyphMask Draw(GlyphPath path)
    {
        int width = (int)MathF.Ceiling(path.Width * _scale + _strokePx - 0.2f);
        float left = (width - path.Width * _scale) / 2, top = BaselineRow - CapHeightPx + _strokePx / 2;
        var coverage = new byte[width * Height];
        for (int i = 0; i < coverage.Length && path.Segments.Count > 0; i++)
        {
            float x = (i % width + 0.5f - left) / _scale, y = (i / width + 0.5f - top) / _scale;
            float distancePx = path.DistanceTo(x, y) * _scale;
            coverage[i] = (byte)MathF.Round(255 * Math.Clamp(_strokePx / 2 + 0.5f - distancePx, 0, 1));
        }
        return new GlyphMask(width, coverage);
    }
}
