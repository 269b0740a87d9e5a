namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Repeats a picture's last column and row in the rest of touched MCUs, so that no edge of a box falls inside a block.</summary>
internal static class EdgePadding
{
    /// <summary>Fills what lies beyond the picture in the touched MCUs at its right and bottom.</summary>
    /// <param name="planes">Planes that hold whole MCUs.</param>
    /// <param name="index">Which MCUs are touched.</param>
    public static void Fill(YuvPlanes planes, McuIndex index)
    {
        int width = 8 * planes.FactorX, height = 8 * planes.FactorY, lastRow = index.Count - index.Across;
        bool isRagged = planes.Size.Width % width != 0;
        for (int mcu = index.Across - 1; mcu < index.Count && isRagged; mcu += index.Across)
        {
            if (index.IsTouched(mcu))
                FillMcu(planes, index, mcu);
        }
        for (int mcu = lastRow; mcu < index.Count && planes.Size.Height % height != 0; mcu++)
        {
            if (index.IsTouched(mcu))
                FillMcu(planes, index, mcu);
        }
    }

    private static void FillMcu(YuvPlanes planes, McuIndex index, int mcu)
    {
        int x = mcu % index.Across, y = mcu / index.Across;
        FillArea(planes.Luma, planes.Size, x, y, 8 * planes.FactorX, 8 * planes.FactorY);
        if (!planes.HasColour)
            return;
        FillArea(planes.Cb, new PixelSize(planes.Cb.Width, planes.Cb.Height), x, y, 8, 8);
        FillArea(planes.Cr, new PixelSize(planes.Cr.Width, planes.Cr.Height), x, y, 8, 8);
    }

    private static unsafe void FillArea(in YuvPlane plane, PixelSize valid, int x, int y, int width, int height)
    {
        int left = x * width, right = Math.Min(left + width, valid.Width), top = y * height;
        for (int row = top; row < top + height; row++)
        {
            byte* start = plane.Data + (nint)row * plane.Stride + left;
            var area = new Span<byte>(start, width);
            if (row >= valid.Height)
                new Span<byte>(start - plane.Stride, width).CopyTo(area);
            else
                area[(right - left)..].Fill(area[right - left - 1]);
        }
    }
}
