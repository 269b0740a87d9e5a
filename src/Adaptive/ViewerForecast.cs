namespace RealtimeDetect.Adaptive;

/// <summary>What the frames of one picture setting meet on the way to one viewer's screen, tier by tier.</summary>
/// <param name="Full">As published.</param>
/// <param name="Coarse">In the coarse tier.</param>
/// <param name="Small">In the small tier.</param>
/// <param name="Lowest">The lowest tier that the viewer takes.</param>
/// <param name="IsAlone">Whether nobody else watches: the point is there for it, and it gets no tier and no rate of its own.</param>
/// <param name="MaxFps">Frames per second that the viewer asked for at most.</param>
/// <param name="LeastMs">The least delay from capture to paint that is possible, milliseconds.</param>
internal readonly record struct ViewerForecast(
    TierForecast Full, TierForecast Coarse, TierForecast Small, PictureTier Lowest, bool IsAlone, double MaxFps, double LeastMs)
{
    // Where a link carries fewer frames than there are, the server finds out how many by meeting its limit now and again: so much of the
    // worth is left.
    private const double FoundOutTrust = 0.8;

    // A tier that saves less is no remedy: what is late is late elsewhere, and the point has to change.
    private const double LeastSavingMs = 12;

    /// <summary>The tier of most worth, a lower one only if frames are in time in it; of equal ones the best picture.</summary>
    /// <param name="server">What the frames have behind them.</param>
    /// <param name="goal">The delay objective.</param>
    /// <param name="mostLoad">Most share of the link's time that may be used.</param>
    public TierWorth Best(in ServerForecast server, in DelayGoal goal, double mostLoad)
    {
        TierWorth best = Of(PictureTier.Full, server, goal, mostLoad);
        for (PictureTier tier = PictureTier.Coarse; tier <= Lowest && !IsAlone && best.Value < 1; tier++)
        {
            TierWorth worth = Of(tier, server, goal, mostLoad);
            if (worth.Value > best.Value && worth.DelayMs <= goal.ObjectiveMs && Full.MeanMs - Forecast(tier).MeanMs >= LeastSavingMs)
                best = worth;
        }

        return best;
    }

    /// <summary>What a tier is worth.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="server">What the frames have behind them.</param>
    /// <param name="goal">The delay objective.</param>
    /// <param name="mostLoad">Most share of the link's time that may be used.</param>
    public TierWorth Of(PictureTier tier, in ServerForecast server, in DelayGoal goal, double mostLoad)
    {
        TierForecast forecast = Forecast(tier);
        double delayMs = server.MeanMs + forecast.MeanMs + Math.Sqrt(server.Variance + forecast.Variance);
        double fps = Math.Min(server.Fps, MaxFps);
        double carriedFps = forecast.LoadPerFps > 0 ? mostLoad / forecast.LoadPerFps : double.PositiveInfinity;
        bool isCarried = fps <= carriedFps;
        double worth = goal.Worth(delayMs, LeastMs, server.Fits && (isCarried || !IsAlone));
        return isCarried || IsAlone
            ? new TierWorth(tier, delayMs, worth, forecast.PictureShare, isCarried)
            : new TierWorth(
                tier, delayMs, worth * FoundOutTrust, forecast.PictureShare * StreamUtility.Rate(carriedFps) / StreamUtility.Rate(fps), IsCarried: false);
    }

    private TierForecast Forecast(PictureTier tier) => tier switch { PictureTier.Full => Full, PictureTier.Coarse => Coarse, _ => Small };
}
