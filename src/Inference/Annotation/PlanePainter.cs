using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Annotation;

/// <summary>Draws on planes of luma and colour of any subsampling; whatever falls outside the picture is left out.</summary>
internal static class PlanePainter
{
    /// <summary>Fills a rectangle with a colour. Colour samples that it covers in part take a part of the colour.</summary>
    public static void FillRectangle(YuvPlanes planes, PixelRectangle area, YuvColour colour)
    {
        area = area.ClippedTo(planes.Size);
        if (area.IsEmpty)
            return;
        for (int y = area.Top; y < area.Bottom; y++)
            planes.Luma.Row(y)[area.Left..area.Right].Fill(colour.Y);
        if (planes.HasColour)
            FillColour(planes, area, colour);
    }

    /// <summary>Makes the brightness of a rectangle a share of what it was; its hue stays.</summary>
    /// <param name="planes">The picture.</param>
    /// <param name="area">Any rectangle.</param>
    /// <param name="share">0 for black, 256 for no change.</param>
    public static void Darken(YuvPlanes planes, PixelRectangle area, int share)
    {
        area = area.ClippedTo(planes.Size);
        for (int y = area.Top; y < area.Bottom && !area.IsEmpty; y++)
        {
            foreach (ref byte luma in planes.Luma.Row(y)[area.Left..area.Right])
                luma = (byte)(luma * share >> 8);
        }
    }

    /// <summary>Blends a colour over the picture where a mask covers it.</summary>
    /// <param name="planes">The picture.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="left">Column of its first pixel.</param>
    /// <param name="top">Row of its first pixel.</param>
    /// <param name="rows">Rows of the mask.</param>
    /// <param name="colour">What to blend in.</param>
    public static void BlendMask(YuvPlanes planes, GlyphMask mask, int left, int top, int rows, YuvColour colour)
    {
        var area = new PixelRectangle(left, top, left + mask.Width, top + rows).ClippedTo(planes.Size);
        for (int y = area.Top; y < area.Bottom && !area.IsEmpty; y++)
        {
            ReadOnlySpan<byte> coverage = mask.Row(y - top)[(area.Left - left)..];
            Span<byte> luma = planes.Luma.Row(y)[area.Left..area.Right];
            for (int x = 0; x < luma.Length; x++)
                luma[x] = Mix(luma[x], colour.Y, coverage[x], 255);
            if (planes.HasColour)
                BlendColour(planes, y, area, coverage, colour);
        }
    }

    // Each of the pixels under a colour sample moves it by its share.
    private static void BlendColour(YuvPlanes planes, int y, PixelRectangle area, ReadOnlySpan<byte> coverage, YuvColour colour)
    {
        Span<byte> cb = planes.Cb.Row(y / planes.FactorY), cr = planes.Cr.Row(y / planes.FactorY);
        int shiftX = planes.FactorX >> 1, whole = 255 * planes.FactorX * planes.FactorY;
        for (int x = area.Left; x < area.Right; x++)
        {
            int amount = coverage[x - area.Left];
            if (amount == 0)
                continue;
            int at = x >> shiftX;
            cb[at] = Mix(cb[at], colour.Cb, amount, whole);
            cr[at] = Mix(cr[at], colour.Cr, amount, whole);
        }
    }

    private static void FillColour(YuvPlanes planes, PixelRectangle area, YuvColour colour)
    {
        int firstRow = area.Top / planes.FactorY, lastRow = (area.Bottom - 1) / planes.FactorY;
        for (int row = firstRow; row <= lastRow; row++)
        {
            int covered = Overlap(row * planes.FactorY, planes.FactorY, area.Top, EndOf(area.Bottom, planes.Size.Height, planes.Luma.Height));
            FillColourRow(planes.Cb.Row(row), planes, area, colour.Cb, covered);
            FillColourRow(planes.Cr.Row(row), planes, area, colour.Cr, covered);
        }
    }

    private static void FillColourRow(Span<byte> row, YuvPlanes planes, PixelRectangle area, byte value, int coveredRows)
    {
        int factor = planes.FactorX, whole = factor * planes.FactorY;
        int right = EndOf(area.Right, planes.Size.Width, planes.Luma.Width);
        int first = area.Left / factor, last = (right - 1) / factor;
        row[first] = Mix(row[first], value, Overlap(first * factor, factor, area.Left, right) * coveredRows, whole);
        if (last == first)
            return;
        row[last] = Mix(row[last], value, Overlap(last * factor, factor, area.Left, right) * coveredRows, whole);
        Span<byte> inner = row[(first + 1)..last];
        if (coveredRows == planes.FactorY)
        {
            inner.Fill(value);
            return;
        }
        foreach (ref byte sample in inner)
            sample = Mix(sample, value, factor * coveredRows, whole);
    }

    // A rectangle that ends with the picture covers the rest of the last colour sample too.
    private static int EndOf(int end, int pictureLength, int planeLength) => end == pictureLength ? planeLength : end;

    private static int Overlap(int start, int length, int from, int to) => Math.Min(start + length, to) - Math.Max(start, from);

    private static byte Mix(byte old, byte value, int amount, int whole) =>
        (byte)((old * (whole - amount) + value * amount + whole / 2) / whole);
}
