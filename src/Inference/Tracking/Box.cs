using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Tracking;

/// <summary>A box by centre and sides, in shares of the picture's width and height.</summary>
/// <remarks>Shares stay when a camera changes its picture's size. Overlaps are the same as in pixels.</remarks>
/// <param name="CentreX">Centre, 0 at the left edge and 1 at the right.</param>
/// <param name="CentreY">Centre, 0 at the top and 1 at the bottom.</param>
/// <param name="Width">Width, in picture widths.</param>
/// <param name="Height">Height, in picture heights.</param>
internal readonly record struct Box(double CentreX, double CentreY, double Width, double Height)
{
    /// <summary>The box of a detection.</summary>
    public static Box Of(in Detection detection, PixelSize picture) => new(
        (detection.X + (detection.Width / 2)) / picture.Width, (detection.Y + (detection.Height / 2)) / picture.Height,
        detection.Width / picture.Width, detection.Height / picture.Height);

    /// <summary>The box as a detection, clipped to the picture; false where nothing of it lies inside.</summary>
    public bool TryClip(int classId, float confidence, PixelSize picture, out Detection detection)
    {
        float left = Edge(CentreX - (Width / 2), picture.Width), right = Edge(CentreX + (Width / 2), picture.Width);
        float top = Edge(CentreY - (Height / 2), picture.Height), bottom = Edge(CentreY + (Height / 2), picture.Height);
        detection = new Detection(classId, confidence, left, top, right - left, bottom - top);
        return right > left && bottom > top;
    }

    /// <summary>Intersection over union with another box, 0 to 1; 0 where one has no area.</summary>
    public float IoU(in Box other)
    {
        double width = Overlap(CentreX, Width, other.CentreX, other.Width);
        double height = Overlap(CentreY, Height, other.CentreY, other.Height);
        if (width <= 0 || height <= 0)
            return 0;
        double both = width * height;
        return (float)(both / ((Width * Height) + (other.Width * other.Height) - both));
    }

    private static double Overlap(double centre, double side, double otherCentre, double otherSide) =>
        Math.Min(centre + (side / 2), otherCentre + (otherSide / 2)) - Math.Max(centre - (side / 2), otherCentre - (otherSide / 2));

    private static float Edge(double share, int side) => (float)Math.Clamp(share * side, 0, side);
}
