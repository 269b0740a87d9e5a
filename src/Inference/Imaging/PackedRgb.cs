namespace RealtimeDetect.Inference.Imaging;

/// <summary>Converts packed RGB pixels to JFIF full-range planes.</summary>
internal static class PackedRgb
{
    /// <summary>Fills the planes, which are 4:4:4, from rows of red, green and blue bytes without gaps.</summary>
    public static void ToPlanes(ReadOnlySpan<byte> rgb, YuvPlanes planes)
    {
        int width = planes.Size.Width;
        for (int y = 0; y < planes.Size.Height; y++)
        {
            ReadOnlySpan<byte> row = rgb.Slice(y * width * 3, width * 3);
            ConvertRow(row, planes.Luma.Row(y), planes.Cb.Row(y), planes.Cr.Row(y));
        }
    }

    private static void ConvertRow(ReadOnlySpan<byte> rgb, Span<byte> luma, Span<byte> cb, Span<byte> cr)
    {
        for (int x = 0; x < luma.Length; x++)
        {
            YuvColour colour = YuvColour.FromRgb(rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2]);
            luma[x] = colour.Y;
            cb[x] = colour.Cb;
            cr[x] = colour.Cr;
        }
    }
}
