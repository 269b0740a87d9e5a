using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>Draws outlines and label plates into packed RGB: what the product draws, less its text and dark lines.</summary>
internal static class RgbBoxes
{
    // Pixels; what the product draws at 1280x720.
    private const int Thickness = 4, PlateWidth = 100, PlateHeight = 24;

    private static readonly byte[] Colour = [0xFF, 0x3B, 0x30];

    /// <summary>Draws all detections.</summary>
    public static void Draw(Span<byte> rgb, PixelSize size, ReadOnlySpan<Detection> detections)
    {
        foreach (ref readonly Detection detection in detections)
        {
            int left = (int)detection.X, top = (int)detection.Y, right = (int)detection.Right, bottom = (int)detection.Bottom;
            Fill(rgb, size, left, top, right, top + Thickness);
            Fill(rgb, size, left, bottom - Thickness, right, bottom);
            Fill(rgb, size, left, top, left + Thickness, bottom);
            Fill(rgb, size, right - Thickness, top, right, bottom);
            Fill(rgb, size, left, top - PlateHeight, left + PlateWidth, top);
        }
    }

    private static void Fill(Span<byte> rgb, PixelSize size, int left, int top, int right, int bottom)
    {
        (left, right) = (Math.Max(left, 0), Math.Min(right, size.Width));
        for (int y = Math.Max(top, 0); y < Math.Min(bottom, size.Height); y++)
        {
            Span<byte> row = rgb.Slice(3 * (y * size.Width + left), 3 * (right - left));
            for (int x = 0; x < row.Length; x += 3)
                Colour.CopyTo(row[x..]);
        }
    }
}
