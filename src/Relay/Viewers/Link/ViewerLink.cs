using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Viewers.Link;

/// <summary>What one viewer's link carries, and what follows from it: the viewer's tier and when its next frame may go out.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class ViewerLink(bool takesSmaller, TimeProvider time)
{
    /// <summary>Weight of a new frame's size.</summary>
    private const double SizeWeight = 0.1;

    private readonly Lock _lock = new();
    private readonly LinkGovernor _governor = new();
    private readonly TierChoice _choice = new(takesSmaller);
    private readonly long _start = time.GetTimestamp();
    private TierSizes _sizes;
    private double _nextSendMs;

    /// <summary>The tier now.</summary>
    public PictureTier Tier
    {
        get
        {
            lock (_lock)
                return _choice.Tier;
        }
    }

    /// <summary>Whether the link has shown a limit.</summary>
    public bool IsLimited => double.IsFinite(_governor.BytesPerSecond);

    /// <summary>What may be under way at once: what fits into the round trip, and one frame. Bytes; infinity without a limit.</summary>
    public double BytesUnderWay => FrameBytes + (IsLimited ? _governor.BytesPerSecond * _governor.BaseMs / 1000 : double.PositiveInfinity);

    private double FrameBytes
    {
        get
        {
            lock (_lock)
                return _sizes[_choice.Tier];
        }
    }

    /// <summary>Frames that may be under way at once: what fits into the round trip, and one. Null without a limit.</summary>
    public int? FramesUnderWay => IsLimited ? (int)Math.Ceiling(BytesUnderWay / FrameBytes) : null;

    /// <summary>Most frames a second of the present tier; infinity without a limit.</summary>
    public double Fps => _governor.BytesPerSecond / FrameBytes;

    /// <summary>Time until the next frame may go out; zero if now.</summary>
    public TimeSpan NextSendIn
    {
        get
        {
            lock (_lock)
                return TimeSpan.FromMilliseconds(Math.Max(0, _nextSendMs - NowMs));
        }
    }

    private double NowMs => time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Notes a published frame.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="best">The best tier of it that the viewer has a use for.</param>
    public void OnPublished(int bytes, PictureTier best = PictureTier.Full)
    {
        lock (_lock)
        {
            _sizes = _sizes with { Full = Mean(_sizes.Full, bytes) };
            _choice.Limit(best);
        }
    }

    /// <summary>Notes a frame as sent.</summary>
    public void OnSent(PictureTier tier, int bytes)
    {
        lock (_lock)
        {
            if (tier == PictureTier.Coarse)
                _sizes = _sizes with { Coarse = Mean(_sizes.Coarse, bytes) };
            else if (tier == PictureTier.Small)
                _sizes = _sizes with { Small = Mean(_sizes.Small, bytes) };
            _nextSendMs = NowMs + bytes / _governor.BytesPerSecond * 1000;
        }
    }

    /// <summary>Takes a round trip that the viewer measured with small messages.</summary>
    public void OnRoundTrip(double milliseconds) => _governor.OnRoundTrip(NowMs, milliseconds);

    /// <summary>Takes a delivery and chooses the tier again.</summary>
    /// <param name="delivery">What an ack, or the socket's progress, told.</param>
    /// <param name="streamFps">Frames a second that the viewer would get over a link without limits.</param>
    public void OnDelivered(in Delivery delivery, double streamFps)
    {
        lock (_lock)
        {
            _governor.OnDelivered(NowMs, delivery.Delay.TotalMilliseconds, delivery.Bytes, _sizes.Full * streamFps);
            _choice.Choose(_governor.BytesPerSecond, streamFps, _sizes);
        }
    }

    private static double Mean(double mean, int bytes) => mean == 0 ? bytes : mean + SizeWeight * (bytes - mean);
}
