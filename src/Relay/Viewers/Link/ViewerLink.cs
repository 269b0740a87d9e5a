using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Viewers.Link;

/// <summary>What one viewer's link carries, and what follows from it: the viewer's tier in each codec and when its next frame may go out.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class ViewerLink(bool takesSmaller, TimeProvider time)
{
    /// <summary>A JPEG tier that carries fewer frames a second gives way to the next, unless the stream itself has fewer: rate first, then the picture.</summary>
    public const double WatchableFps = 10;

    /// <summary>
    /// Units depend on each other: a tier of them must carry every frame, and the key frames, which are several times larger than the mean.
    /// </summary>
    private const double UnitMargin = 1.2;

    /// <summary>What a full unit usually comes to beside the JPEG of its frame: the pedestrians at 720p, benchmarks/Codec.</summary>
    private const double UnitShare = 0.15;

    private readonly Lock _lock = new();
    private readonly LinkGovernor _governor = new();
    private readonly TierChoice _jpegChoice = new(takesSmaller), _unitChoice = new(takesSmaller);
    private readonly TierSizes _jpegSizes = new(TierShares.Jpeg), _unitSizes = new(TierShares.H264);
    private readonly long _start = time.GetTimestamp();
    private readonly LateFrames _lateFrames = new();
    private PictureTier _best;
    private double _objectiveMs = double.PositiveInfinity;
    private bool _sendsUnits;
    private double _nextSendMs;

    /// <summary>The tier of its JPEGs now.</summary>
    public PictureTier Tier
    {
        get
        {
            lock (_lock)
                return _jpegChoice.Tier;
        }
    }

    /// <summary>The tier of its access units now; null while the link does not carry all frames in any.</summary>
    public PictureTier? UnitTier
    {
        get
        {
            lock (_lock)
                return _unitChoice.IsCarried ? _unitChoice.Tier : null;
        }
    }

    /// <summary>The tier of what it is sent now; of JPEGs that of most, as late ones go in a lower tier.</summary>
    public PictureTier SentTier
    {
        get
        {
            lock (_lock)
                return _sendsUnits ? _unitChoice.Tier : _lateFrames.UsualTier(_jpegChoice.Tier);
        }
    }

    /// <summary>Whether frames that would be late go in a lower tier: JPEGs do, once the link and the objective are known.</summary>
    public bool LowersLateFrames
    {
        get
        {
            lock (_lock)
                return !_sendsUnits && double.IsFinite(_objectiveMs) && double.IsFinite(_governor.BaseMs);
        }
    }

    /// <summary>The lowest tier that it takes.</summary>
    public PictureTier LowestTier => _jpegChoice.Lowest;

    /// <summary>Whether the link has shown a limit.</summary>
    public bool IsLimited => double.IsFinite(_governor.BytesPerSecond);

    /// <summary>What may be under way at once: what fits into the round trip, and one frame. Bytes; infinity without a limit.</summary>
    public double BytesUnderWay => FrameBytes + (IsLimited ? _governor.BytesPerSecond * _governor.BaseMs / 1000 : double.PositiveInfinity);

    private double FrameBytes
    {
        get
        {
            lock (_lock)
                return _sendsUnits ? _unitSizes[_unitChoice.Tier] : _jpegSizes[_jpegChoice.Tier];
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

    /// <summary>Sets the best tier that it is to be sent, in either codec: the controller's, for frames that would be late in a better one.</summary>
    /// <param name="best">The tier.</param>
    /// <param name="objectiveMs">The delay objective that single frames are to keep as well, milliseconds from capture to paint; infinity for none.</param>
    public void Limit(PictureTier best, double objectiveMs = double.PositiveInfinity)
    {
        lock (_lock)
        {
            (_best, _objectiveMs) = (best, objectiveMs);
            _unitChoice.Limit(best);
        }
    }

    /// <summary>Notes a published frame.</summary>
    /// <param name="bytes">Size of its metadata and JPEG.</param>
    /// <param name="best">The best tier of its JPEG that the viewer has a use for.</param>
    public void OnPublished(int bytes, PictureTier best = PictureTier.Full)
    {
        lock (_lock)
        {
            _jpegSizes.Add(PictureTier.Full, bytes);
            _unitSizes.Expected = UnitShare * bytes;
            // A wish that it cannot have leaves the controller's limit as it is.
            _jpegChoice.Limit(best > _best && best <= LowestTier ? best : _best);
        }
    }

    /// <summary>The tier of a JPEG that is to be sent: the present one, or a lower one where the frame would be late in it.</summary>
    /// <param name="ageMs">Milliseconds since the frame's capture.</param>
    /// <param name="underWay">The oldest frame that is not acked, and since when; null where there is none.</param>
    public PictureTier TierOf(double ageMs, Delivery? underWay)
    {
        lock (_lock)
        {
            return _lateFrames.Choose(
                _jpegChoice.Tier, _jpegChoice.Lowest, _jpegSizes, ageMs, _objectiveMs, _governor.BaseMs, underWay);
        }
    }

    /// <summary>Notes a JPEG as sent.</summary>
    public void OnSent(PictureTier tier, int bytes)
    {
        lock (_lock)
        {
            // The full one counts where it is published, also for those who are sent another.
            if (tier != PictureTier.Full)
                _jpegSizes.Add(tier, bytes);
            _lateFrames.OnSent(tier, _jpegChoice.Tier);
            OnSentLocked(bytes, isUnit: false);
        }
    }

    /// <summary>Notes an access unit as sent.</summary>
    public void OnUnitSent(PictureTier tier, int bytes)
    {
        lock (_lock)
        {
            _unitSizes.Add(tier, bytes);
            OnSentLocked(bytes, isUnit: true);
        }
    }

    /// <summary>Takes a round trip that the viewer measured with small messages.</summary>
    public void OnRoundTrip(double milliseconds) => _governor.OnRoundTrip(NowMs, milliseconds);

    /// <summary>Takes a delivery and chooses the tiers again.</summary>
    /// <param name="delivery">What an ack, or the socket's progress, told.</param>
    /// <param name="streamFps">Frames a second that the viewer would get over a link without limits.</param>
    public void OnDelivered(in Delivery delivery, double streamFps)
    {
        lock (_lock)
        {
            double full = (_sendsUnits ? _unitSizes : _jpegSizes)[PictureTier.Full];
            _governor.OnDelivered(NowMs, delivery.Delay.TotalMilliseconds, delivery.Bytes, full * streamFps);
            _lateFrames.OnDelivered(delivery, _governor.BaseMs);
            double fps = Math.Max(1, streamFps);
            _jpegChoice.Choose(_governor.BytesPerSecond, Math.Min(WatchableFps, fps), _jpegSizes);
            _unitChoice.Choose(_governor.BytesPerSecond, UnitMargin * fps, _unitSizes);
        }
    }

    private void OnSentLocked(int bytes, bool isUnit)
    {
        _sendsUnits = isUnit;
        _nextSendMs = NowMs + bytes / _governor.BytesPerSecond * 1000;
    }
}
