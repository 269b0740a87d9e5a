using System.Globalization;

namespace RealtimeDetect.Inference.Annotation;

/// <summary>A glyph of <see cref="StrokeFont"/> as straight segments.</summary>
internal sealed class GlyphPath
{
    // Degrees of an arc that one segment stands for: below a tenth of a pixel off at the largest size.
    private const double SegmentDegrees = 10;

    private readonly List<Segment> _segments = [];

    // The pen: where it is, and whether it is down.
    private float _x, _y;
    private bool _isDown;

    private GlyphPath(float width) => Width = width;

    /// <summary>Width of the strokes' centre lines, in grid columns.</summary>
    public float Width { get; }

    /// <summary>All segments, in grid units.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Reads a description in the form that <see cref="StrokeFont"/> documents.</summary>
    public static GlyphPath Parse(string description)
    {
        string[] words = description.Split(' ');
        var path = new GlyphPath(Number(words[0]));
        for (int i = 1; i < words.Length;)
            i += path.Apply(words.AsSpan(i));
        return path;
    }

    /// <summary>Distance from a point to the nearest stroke's centre line, in grid units.</summary>
    public float DistanceTo(float x, float y)
    {
        float nearest = float.MaxValue;
        foreach (Segment segment in _segments)
            nearest = Math.Min(nearest, segment.SquaredDistanceTo(x, y));
        return MathF.Sqrt(nearest);
    }

    private int Apply(ReadOnlySpan<string> words)
    {
        if (words[0] == "M")
        {
            _isDown = false;
            return 1;
        }
        float first = Number(words[0].AsSpan(1));
        if (words[0][0] == 'A')
        {
            DrawArc(first, Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]));
            return 6;
        }
        _isDown &= words[0][0] != 'M';
        DrawTo(first, Number(words[1]));
        return 2;
    }

    private void DrawArc(float centreX, float centreY, float radiusX, float radiusY, float from, float to)
    {
        int count = (int)Math.Ceiling(Math.Abs(to - from) / SegmentDegrees);
        for (int i = 0; i <= count; i++)
        {
            (double sin, double cos) = Math.SinCos((from + (to - from) * i / count) * Math.PI / 180);
            DrawTo(centreX + (float)(radiusX * cos), centreY + (float)(radiusY * sin));
        }
    }

    private void DrawTo(float x, float y)
    {
        if (_isDown)
            _segments.Add(new Segment(_x, _y, x, y));
        (_x, _y, _isDown) = (x, y, true);
    }

    private static float Number(ReadOnlySpan<char> text) => float.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>One straight piece of a stroke.</summary>
    internal readonly record struct Segment(float X0, float Y0, float X1, float Y1)
    {
        /// <summary>Squared distance from a point.</summary>
        public float SquaredDistanceTo(float x, float y)
        {
            float dx = X1 - X0, dy = Y1 - Y0, length = dx * dx + dy * dy;
            float t = length == 0 ? 0 : Math.Clamp(((x - X0) * dx + (y - Y0) * dy) / length, 0, 1);
            float offX = x - X0 - t * dx, offY = y - Y0 - t * dy;
            return offX * offX + offY * offY;
        }
    }
}
