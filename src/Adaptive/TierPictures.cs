namespace RealtimeDetect.Adaptive;

/// <summary>What the tiers make of a picture.</summary>
/// <param name="CoarseQuality">Highest JPEG quality of the coarse tier, 0 to 1.</param>
/// <param name="SmallQuality">Highest JPEG quality of the small tier, 0 to 1.</param>
/// <param name="SmallLongSidePx">Longest side of the small tier's pictures in pixels: a longer one is halved until it fits.</param>
public sealed record TierPictures(double CoarseQuality = 0.4, double SmallQuality = 0.55, int SmallLongSidePx = 640)
{
    /// <summary>A picture in a tier; never more than it is.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="jpegQuality">JPEG quality of the picture, 0 to 1.</param>
    /// <param name="longSidePx">Its longer side in pixels.</param>
    public (double JpegQuality, int LongSidePx) Of(PictureTier tier, double jpegQuality, int longSidePx) => tier switch
    {
        PictureTier.Full => (jpegQuality, longSidePx),
        PictureTier.Coarse => (Math.Min(jpegQuality, CoarseQuality), longSidePx),
        _ => (Math.Min(jpegQuality, SmallQuality), Halved(longSidePx)),
    };

    private int Halved(int longSidePx)
    {
        while (longSidePx > Math.Max(1, SmallLongSidePx))
            longSidePx = (longSidePx + 1) / 2;
        return longSidePx;
    }
}
