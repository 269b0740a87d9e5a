namespace RealtimeDetect.Adaptive;

/// <summary>What a frame meets between the server's encoder and one viewer's screen.</summary>
internal sealed class ViewerModel
{
    // Of a viewer of which nothing is known.
    private const double UsualRestMs = 18;

    // How far painting strays.
    private const double PaintSpreadMs = 10;

    // How much of what a slow frame takes longer counts where the server sends such a frame in a lower tier by itself: the first ones come
    // too late.
    private const double RescuedShare = 0.4;

    // What a viewer's own latency shows beyond the parts: queues that form between them. Forgotten fast, for they drain fast.
    private const double MostUnexplainedMs = 40;
    private static readonly TimeSpan UnexplainedMemory = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan SharesMemory = TimeSpan.FromSeconds(3);

    // Of a viewer that does not time its link only the whole delay is known; the least of half a minute is its own.
    private readonly RecentQuantile _rest = new(60, 0);
    private readonly RecentQuantile _least = new(20, 0);
    private readonly PaintGauge _paint = new();
    private readonly Ewma[] _bytesShares = [new(SharesMemory), new(SharesMemory), new(SharesMemory)];
    private readonly Ewma _unexplained = new(UnexplainedMemory);
    private readonly LinkModel _link = new();
    private readonly TierRule _tier = new();
    private LinkSample? _last;
    private double _paintedFps;
    private PictureTier _sentTier, _lowestTier;
    private double _unexplainedBytes;
    private bool _timesLink;
    private bool _lowersLateFrames;

    /// <summary>When it last reported.</summary>
    public TimeSpan LastSeen { get; private set; }

    /// <summary>Frames per second that it asked for at most.</summary>
    public double MaxFps { get; private set; } = double.PositiveInfinity;

    /// <summary>
    /// The least delay from capture to paint, in milliseconds, that nearly no frame would exceed at the smallest point: the least of
    /// ten seconds, as nobody is given up for a handover.
    /// </summary>
    public double LeastMs => _least.LeastOr(0);

    /// <summary>The best tier that it is to be sent.</summary>
    public PictureTier Tier => _tier.Tier;

    /// <summary>Folds in a report.</summary>
    /// <param name="time">When.</param>
    /// <param name="viewer">The report.</param>
    /// <param name="toServerMs">Mean milliseconds from capture to the end of encoding.</param>
    /// <param name="frame">What was expected of the frames of its tier; null where the setting has just changed.</param>
    public void Add(TimeSpan time, ViewerSample viewer, double toServerMs, TierFrame? frame)
    {
        bool isOneTier = viewer.Tier == _sentTier;
        (LastSeen, MaxFps, _paintedFps, _sentTier, _lowestTier) = (time, viewer.MaxFps, viewer.Fps, viewer.Tier, viewer.LowestTier);
        _lowersLateFrames = viewer.LowersLateFrames;
        if (!double.IsNaN(viewer.PaintMs))
            _paint.Add(time, viewer.PaintMs, frame?.LongSidePx ?? 0);
        // A report without frames has no times either.
        _timesLink |= viewer.Downlink is not null;
        // A report is passed in until the next comes: it counts once.
        if (viewer.Downlink is { } link && !ReferenceEquals(link, _last))
        {
            _link.Add(time, link);
            _last = link;
            if (frame is { Bytes: > 0 } expected && isOneTier && link.FrameBytes > 0)
                _bytesShares[(int)viewer.Tier].Add(time, link.FrameBytes / expected.Bytes);
        }
        else if (!_timesLink && !double.IsNaN(viewer.LatencyMs))
        {
            _rest.Add(Math.Max(0, viewer.LatencyMs - toServerMs));
        }
    }

    /// <summary>Notes the least delay that is possible now.</summary>
    /// <param name="toServerMs">Mean milliseconds from capture to the end of encoding of the smallest frame.</param>
    /// <param name="variance">Square of the milliseconds beyond it that nearly no frame exceeds.</param>
    /// <param name="smallest">The smallest frame.</param>
    public void AddLeast(double toServerMs, double variance, in TierFrame smallest)
    {
        double bytes = Sent(PictureTier.Full, smallest.Bytes), spread = SpreadMs(bytes);
        double leastMs = _timesLink ? _link.LeastMs(bytes) + _paint.MeanMs(smallest.LongSidePx) : _rest.LeastOr(UsualRestMs);
        _least.Add(toServerMs + leastMs + Math.Sqrt(variance + (spread * spread)));
    }

    /// <summary>Compares the latency that a viewer reports with what was expected of frames in its tier.</summary>
    public void Compare(TimeSpan time, double latencyMs, double toServerMs, in TierFrame frame)
    {
        if (!_timesLink || double.IsNaN(latencyMs))
            return;
        double bytes = Sent(_sentTier, frame.Bytes);
        _unexplained.Add(time, Math.Clamp(latencyMs - toServerMs - Expected(bytes, frame), 0, MostUnexplainedMs));
        _unexplainedBytes = bytes;
    }

    /// <summary>What frames meet on the way to the screen.</summary>
    /// <param name="frames">A frame of mean size in each tier.</param>
    /// <param name="largeShare">How much larger a large one is.</param>
    /// <param name="isAlone">Whether nobody else watches.</param>
    public ViewerForecast Forecast(ReadOnlySpan<TierFrame> frames, double largeShare, bool isAlone) => new(
        Forecast(PictureTier.Full, frames, largeShare), Forecast(PictureTier.Coarse, frames, largeShare),
        Forecast(PictureTier.Small, frames, largeShare), _lowestTier, isAlone, MaxFps, LeastMs);

    /// <summary>Chooses the best tier that it is to be sent.</summary>
    /// <param name="time">When.</param>
    /// <param name="elapsed">Time since the last choice.</param>
    /// <param name="forecast">What frames meet on the way to it.</param>
    /// <param name="server">What they have behind them.</param>
    /// <param name="goals">The delay objective.</param>
    /// <param name="mostLoad">Most share of its link's time that may be used.</param>
    public void ChooseTier(
        TimeSpan time, TimeSpan elapsed, in ViewerForecast forecast, in ServerForecast server, in PlanGoals goals, double mostLoad)
    {
        TierWorth present = forecast.Of(_tier.Tier, server, goals.Kept, mostLoad);
        Lateness lateness = PlanGoals.LatenessOf(present.InTime, forecast.Of(_tier.Tier, server, goals.ClearlyMissed, mostLoad).InTime);
        TierWorth best = forecast.Best(server, goals.Planned, mostLoad * goals.Planned.ComfortShare);
        _tier.Choose(time, _paintedFps * elapsed.TotalSeconds, best, present, lateness, _lowersLateFrames);
    }

    private TierForecast Forecast(PictureTier tier, ReadOnlySpan<TierFrame> frames, double largeShare)
    {
        TierFrame frame = frames[(int)tier];
        double bytes = Sent(tier, frame.Bytes), large = bytes * largeShare;
        double spread = SpreadMs(large);
        return new TierForecast(
            _timesLink ? Expected(large, frame) + Unexplained(large) : _rest.LeastOr(UsualRestMs),
            spread * spread, _link.Load(1, bytes), frame.PictureShare);
    }

    // Milliseconds beyond the mean that nearly no frame exceeds.
    private double SpreadMs(double bytes)
    {
        double linkMs = _timesLink ? _link.SpreadMs(bytes) * (_lowersLateFrames ? RescuedShare : 1) : 0;
        return Math.Sqrt((PaintSpreadMs * PaintSpreadMs) + (linkMs * linkMs));
    }

    // A queue shrinks faster than the frames that make it.
    private double Unexplained(double bytes)
    {
        double share = _unexplainedBytes > 0 ? Math.Min(1, bytes / _unexplainedBytes) : 0;
        return _unexplained.Value * share * share;
    }

    private double Expected(double bytes, in TierFrame frame) => _link.MeanMs(bytes) + _paint.MeanMs(frame.LongSidePx) + frame.ReduceMs;

    // Annotated frames have bytes of their own, and those of a tier not yet seen are taken to differ as those of the one that was.
    private double Sent(PictureTier tier, double cameraBytes)
    {
        double share = _bytesShares[(int)tier].Value;
        if (share == 0)
            share = _bytesShares[(int)_sentTier].Value;
        return cameraBytes * (share > 0 ? share : 1);
    }
}
