using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>Letterboxes of each geometry.</summary>
internal static class GeometryRules
{
    /// <summary>Fits a picture.</summary>
    /// <param name="geometry">How.</param>
    /// <param name="picture">The picture's size.</param>
    /// <param name="size">Longer side of the scaled picture, a multiple of 32.</param>
    public static Letterbox Fit(Geometry geometry, PixelSize picture, int size) => geometry switch
    {
        Geometry.SamePhase => Letterbox.Place(picture, size, SamePhase),
        Geometry.Square => Letterbox.Place(picture, size, Square),
        _ => Letterbox.Fit(picture, size),
    };

    private static (PixelSize Input, int Left, int Top) Square(PixelSize scaled, int size) =>
        (new PixelSize(size, size), Letterbox.Offset(size - scaled.Width), Letterbox.Offset(size - scaled.Height));

    private static (PixelSize Input, int Left, int Top) SamePhase(PixelSize scaled, int size)
    {
        int left = Letterbox.Offset(size - scaled.Width) % Letterbox.Stride;
        int top = Letterbox.Offset(size - scaled.Height) % Letterbox.Stride;
        return (new PixelSize(Letterbox.RoundUp(left + scaled.Width), Letterbox.RoundUp(top + scaled.Height)), left, top);
    }
}
