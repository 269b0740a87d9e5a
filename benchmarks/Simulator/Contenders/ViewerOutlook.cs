using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers.Link;
using RealtimeDetect.Relay.Viewers.Tiers;
using RealtimeDetect.Simulator.FramePath;
using RealtimeDetect.Simulator.Scoring;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>What one viewer would get of one picture setting in the time ahead.</summary>
internal sealed class ViewerOutlook
{
    // Of a limited link the governor uses about so much.
    private const double GovernedLoad = 0.85;

    // A picture waits for half a refresh of the screen on average.
    private const double HalfScreenMs = 500.0 / 60;

    private readonly double _mostLoad;
    private readonly double _bytes;
    private readonly TierSizes _sizes;
    private readonly TierOutlook[] _tiers;

    /// <summary>The outlook of a picture.</summary>
    /// <param name="bytes">Bytes of a frame.</param>
    /// <param name="quality">JPEG quality, 0 to 1.</param>
    /// <param name="side">Longest side in pixels.</param>
    /// <param name="decodeMs">Milliseconds that the viewer's device takes for a picture, by its longest side.</param>
    /// <param name="mostLoad">Most share of the link's time that is planned for.</param>
    /// <param name="reduceMs">Milliseconds that the server takes to make a picture of a lower tier.</param>
    /// <param name="toScreen">For bytes and a side: delay to the screen in milliseconds, and seconds of link that a frame takes.</param>
    public ViewerOutlook(
        double bytes, double quality, int side, Func<int, double> decodeMs, double mostLoad, double reduceMs,
        Func<double, int, (double DelayMs, double Load)> toScreen)
    {
        (_bytes, _mostLoad) = (bytes, mostLoad);
        _sizes = SimulatedTiers.Sizes(bytes, quality, side);
        _tiers = [.. Enum.GetValues<PictureTier>().Select(tier =>
        {
            (double tierQuality, int tierSide) = SimulatedTiers.Of(tier, quality, side);
            (double delayMs, double load) = toScreen(_sizes[tier], tierSide);
            return new TierOutlook(
                delayMs + (tier == PictureTier.Full ? 0 : reduceMs), load, decodeMs(tierSide),
                StreamUtility.Picture(tierQuality, tierSide) / StreamUtility.Picture(quality, side));
        })];
    }

    /// <summary>The tier of most utility, and that, of frames that take so long to the end of encoding; <paramref name="utility"/> is that of the whole rate and picture.</summary>
    public (PictureTier Tier, double Utility) Best(double fps, double toServerMs, double utility)
    {
        (PictureTier Tier, double Utility) best = (PictureTier.Full, Utility(PictureTier.Full, fps, toServerMs, utility));
        for (PictureTier tier = PictureTier.Coarse; tier <= PictureTier.Small && best.Utility < utility; tier++)
        {
            double found = Utility(tier, fps, toServerMs, utility);
            if (found > best.Utility)
                best = (tier, found);
        }

        return best;
    }

    private double Utility(PictureTier limit, double fps, double toServerMs, double utility)
    {
        TierOutlook wanted = _tiers[(int)limit];
        if (wanted.Load * fps <= _mostLoad)
            return IsInTime(wanted, fps, toServerMs) ? utility * wanted.PictureShare : 0;
        // The link shows its limit, and the server gives this viewer a rate and a tier of its own.
        double bytesPerSecond = GovernedLoad * _bytes / _tiers[0].Load;
        var choice = new TierChoice(takesSmaller: true);
        choice.Limit(limit);
        PictureTier chosen = choice.Choose(bytesPerSecond, Math.Min(ViewerLink.WatchableFps, fps), _sizes);
        TierOutlook tier = _tiers[(int)chosen];
        double rate = Math.Min(fps, bytesPerSecond / _sizes[chosen]);
        return IsInTime(tier, rate, toServerMs) ? utility * tier.PictureShare * StreamUtility.Rate(rate) / StreamUtility.Rate(fps) : 0;
    }

    // A device that is slower than the frames come has the next one waiting when it is done with one.
    private static bool IsInTime(in TierOutlook tier, double fps, double toServerMs) =>
        toServerMs + tier.DelayMs + (fps * (tier.DecodeMs + HalfScreenMs) > 1000 ? tier.DecodeMs : 0) <= Scorer.ObjectiveMs;

    private readonly record struct TierOutlook(double DelayMs, double Load, double DecodeMs, double PictureShare);
}
