using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Annotation;

/// <summary>Draws a label: a plate in the class's colour with its name and confidence in percent.</summary>
/// <remarks><b>Threading:</b> one thread at a time. Character masks are made once for each text size.</remarks>
internal sealed class LabelRenderer
{
    // Of the mean of width and height: 14 px capitals at 1280x720.
    private const float CapHeightShare = 0.0142f;

    // Pixels: below, text cannot be read; above, plates cover too much.
    private const int MinCapHeightPx = 9, MaxCapHeightPx = 60;

    // Characters of a name that are drawn; longer ones are cut.
    private const int MaxNameLength = 48;

    private readonly GlyphAtlas?[] _atlases = new GlyphAtlas?[MaxCapHeightPx + 1];

    /// <summary>Draws the label of one detection above its box, or inside at the top where there is no room above.</summary>
    /// <param name="planes">The picture.</param>
    /// <param name="box">The box, within the picture.</param>
    /// <param name="classId">Gives the colour.</param>
    /// <param name="name">The class's name.</param>
    /// <param name="confidence">0 to 1.</param>
    public void Draw(YuvPlanes planes, PixelRectangle box, int classId, ReadOnlySpan<char> name, float confidence)
    {
        GlyphAtlas atlas = AtlasFor(planes.Size);
        Span<char> text = stackalloc char[MaxNameLength + 8];
        text = text[..Compose(name, confidence, text)];
        PixelRectangle plate = Place(planes, atlas, box, text);
        (int padding, int above, _) = Margins(atlas);

        PlanePainter.FillRectangle(planes, plate, ColorPalette.Of(classId));
        int top = plate.Top + above + atlas.CapHeightPx - atlas.BaselineRow;
        DrawText(planes, atlas, text, plate.Left + padding, top, ColorPalette.TextOn(classId));
    }

    /// <summary>The pixels that <see cref="Draw"/> covers; they may reach out of the picture.</summary>
    /// <inheritdoc cref="Draw"/>
    public PixelRectangle PlateOf(YuvPlanes planes, PixelRectangle box, ReadOnlySpan<char> name, float confidence)
    {
        Span<char> text = stackalloc char[MaxNameLength + 8];
        return Place(planes, AtlasFor(planes.Size), box, text[..Compose(name, confidence, text)]);
    }

    private static PixelRectangle Place(YuvPlanes planes, GlyphAtlas atlas, PixelRectangle box, ReadOnlySpan<char> text)
    {
        (int padding, int above, int below) = Margins(atlas);
        int width = RoundUp(atlas.Measure(text) + 2 * padding, planes.FactorX);
        int height = RoundUp(above + atlas.CapHeightPx + below, planes.FactorY);
        int left = RoundDown(Math.Max(0, Math.Min(box.Left, planes.Size.Width - width)), planes.FactorX);
        int top = box.Top >= height ? box.Top - height : box.Top;
        return new PixelRectangle(left, top, left + width, top + height);
    }

    // Pixels of the plate beside the text, above capitals and below the baseline.
    private static (int Padding, int Above, int Below) Margins(GlyphAtlas atlas)
    {
        int padding = Math.Max(3, atlas.CapHeightPx * 2 / 5);
        return (padding, padding - 1, Math.Max(padding, atlas.Height - atlas.BaselineRow + 1));
    }

    private static void DrawText(YuvPlanes planes, GlyphAtlas atlas, ReadOnlySpan<char> text, int left, int top, YuvColour colour)
    {
        foreach (char character in text)
        {
            GlyphMask mask = atlas[character];
            PlanePainter.BlendMask(planes, mask, left, top, atlas.Height, colour);
            left += mask.Width + atlas.SpacingPx;
        }
    }

    // "person 91%"
    private static int Compose(ReadOnlySpan<char> name, float confidence, Span<char> destination)
    {
        name = name[..Math.Min(name.Length, MaxNameLength)];
        name.CopyTo(destination);
        destination[name.Length] = ' ';
        int percent = (int)Math.Round(100 * Math.Clamp(float.IsNaN(confidence) ? 0 : confidence, 0f, 1f));
        percent.TryFormat(destination[(name.Length + 1)..], out int digits);
        destination[name.Length + 1 + digits] = '%';
        return name.Length + digits + 2;
    }

    private GlyphAtlas AtlasFor(PixelSize size)
    {
        float mean = (size.Width + size.Height) / 2f;
        int capHeight = Math.Clamp((int)MathF.Round(mean * CapHeightShare), MinCapHeightPx, MaxCapHeightPx);
        return _atlases[capHeight] ??= new GlyphAtlas(capHeight);
    }

    private static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;

    private static int RoundDown(int length, int multiple) => length / multiple * multiple;
}
