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
    private readonly double _decodeMs;

    /// <summary>The outlook of a picture.</summary>
    /// <param name="bytes">Bytes of a frame.</param>
    /// <param name="quality">JPEG quality, 0 to 1.</param>
    /// <param name="side">Longest side in pixels.</param>
    /// <param name="decodeMs">Milliseconds that the viewer's device takes for a picture of that side.</param>
    /// <param name="mostFps">Highest rate that will be asked about.</param>
    /// <param name="mostLoad">Most share of the link's time that is planned for.</param>
    /// <param name="toScreen">For bytes and a side: delay to the screen in milliseconds, and seconds of link that a frame takes.</param>
    public ViewerOutlook(
        double bytes, double quality, int side, double decodeMs, double mostFps, double mostLoad, Func<double, int, (double DelayMs, double Load)> toScreen)
    {
        (_bytes, _decodeMs, _mostLoad) = (bytes, decodeMs, mostLoad);
        _sizes = TierPictures.Sizes(bytes, quality, side);
        bool isWide = toScreen(bytes, side).Load * mostFps <= mostLoad;
        _tiers = [.. (isWide ? [PictureTier.Full] : Enum.GetValues<PictureTier>()).Select(tier =>
        {
            (double tierQuality, int tierSide) = TierPictures.Of(tier, quality, side);
            (double delayMs, double load) = toScreen(_sizes[tier], tierSide);
            return new TierOutlook(delayMs, load, StreamUtility.Picture(tierQuality, tierSide) / StreamUtility.Picture(quality, side));
        })];
    }

    /// <summary>Utility of a rate, of frames that take so long to the end of encoding; <paramref name="utility"/> is that of the whole rate and picture.</summary>
    public double Utility(double fps, double toServerMs, double utility)
    {
        // A device that is slower than the frames come has the next one waiting when it is done with one.
        if (fps * (_decodeMs + HalfScreenMs) > 1000)
            toServerMs += _decodeMs;
        TierOutlook full = _tiers[0];
        if (full.Load * fps <= _mostLoad)
            return toServerMs + full.DelayMs <= Scorer.ObjectiveMs ? utility : 0;
        // The link shows its limit, and the server gives this viewer a rate and a tier of its own.
        double bytesPerSecond = GovernedLoad * _bytes / full.Load;
        PictureTier chosen = new TierChoice(takesSmaller: true).Choose(bytesPerSecond, Math.Min(ViewerLink.WatchableFps, fps), _sizes);
        TierOutlook tier = _tiers[(int)chosen];
        double rate = Math.Min(fps, bytesPerSecond / _sizes[chosen]);
        return toServerMs + tier.DelayMs > Scorer.ObjectiveMs ? 0 : utility * tier.PictureShare * StreamUtility.Rate(rate) / StreamUtility.Rate(fps);
    }

    private readonly record struct TierOutlook(double DelayMs, double Load, double PictureShare);
}
