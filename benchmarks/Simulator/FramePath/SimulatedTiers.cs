using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>What the server's tiers make of a picture.</summary>
internal static class SimulatedTiers
{
    private static readonly TierPictures Tiers = new ViewerOptions().Tiers;

    /// <summary>Quality (0 to 1) and longer side in pixels of a picture in a tier; never more than it has.</summary>
    public static (double Quality, int LongSidePx) Of(PictureTier tier, double quality, int longSidePx) => Tiers.Of(tier, quality, longSidePx);

    /// <summary>Bytes of a picture of usual content in each tier.</summary>
    public static TierSizes Sizes(double fullBytes, double quality, int longSidePx)
    {
        double usual = MeasuredCosts.FrameBytes(longSidePx, quality);
        var sizes = new TierSizes(new TierShares(
            Bytes(PictureTier.Coarse, quality, longSidePx) / usual, Bytes(PictureTier.Small, quality, longSidePx) / usual));
        sizes.Add(PictureTier.Full, (int)fullBytes);
        return sizes;
    }

    private static double Bytes(PictureTier tier, double quality, int longSidePx)
    {
        (double tierQuality, int side) = Of(tier, quality, longSidePx);
        return MeasuredCosts.FrameBytes(side, tierQuality);
    }
}
