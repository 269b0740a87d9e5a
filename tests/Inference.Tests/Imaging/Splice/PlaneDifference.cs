using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>Compares the samples of two pictures.</summary>
internal static class PlaneDifference
{
    /// <summary>Sum of the differences of all samples in a rectangle, but those beyond the picture's edge.</summary>
    public static long Sum(YuvPlanes a, YuvPlanes b, PixelRectangle area, out long count)
    {
        long sum = Sum(a.Luma, b.Luma, area.ClippedTo(a.Size), out count);
        if (!a.HasColour)
            return sum;
        int x = a.FactorX, y = a.FactorY;
        var chroma = new PixelRectangle(area.Left / x, area.Top / y, area.Right / x, area.Bottom / y);
        sum += Sum(a.Cb, b.Cb, chroma, out long cb) + Sum(a.Cr, b.Cr, chroma, out long cr);
        count += cb + cr;
        return sum;
    }

    /// <summary>The same of one plane, in its own samples.</summary>
    public static long Sum(YuvPlane a, YuvPlane b, PixelRectangle area, out long count)
    {
        area = area.ClippedTo(new PixelSize(a.Width, a.Height));
        long sum = 0;
        for (int y = area.Top; y < area.Bottom; y++)
        {
            ReadOnlySpan<byte> rowA = a.Row(y)[area.Left..area.Right], rowB = b.Row(y)[area.Left..area.Right];
            if (rowA.SequenceEqual(rowB))
                continue;
            for (int x = 0; x < rowA.Length; x++)
                sum += Math.Abs(rowA[x] - rowB[x]);
        }
        count = area.IsEmpty ? 0 : (long)(area.Right - area.Left) * (area.Bottom - area.Top);
        return sum;
    }
}
