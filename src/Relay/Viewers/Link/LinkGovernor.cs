namespace RealtimeDetect.Relay.Viewers.Link;

/// <summary>
/// Finds out how many bytes a second one viewer's link carries without a queue building up in it, from how long frames take and
/// how that changes: the growth of the delay counts, never the delay itself.
/// </summary>
/// <remarks>
/// A delay above <see cref="CongestedMs"/> over the link's own for <see cref="PersistenceMs"/>, or once above
/// <see cref="EarlyWarningMs"/>, is congestion: the rate falls below what was delivered in the last second. While the excess stays
/// under <see cref="ClearMs"/> the rate is raised step by step; a step that brings congestion back doubles the time to the next.
/// A delay beyond <see cref="StallMs"/> says nothing of the rate, since the viewer may have slept, unless the next frame takes as long.
/// Delay-gradient congestion control after Carlucci et al., "Analysis and Design of the Google Congestion Control for WebRTC"
/// (2016), with whole frames in place of packets. <b>Threading:</b> any thread. All times are milliseconds on one monotonic clock.
/// </remarks>
internal sealed class LinkGovernor
{
    /// <summary>Excess delay that is congestion, milliseconds.</summary>
    public const double CongestedMs = 50;

    /// <summary>Excess delay under which the link is clear, milliseconds.</summary>
    public const double ClearMs = 20;

    /// <summary>Excess delay that needs no persistence, milliseconds.</summary>
    public const double EarlyWarningMs = 200;

    /// <summary>How long the excess must last, milliseconds.</summary>
    public const double PersistenceMs = 450;

    /// <summary>A delivery that took longer came after a pause of the link or of the viewer, milliseconds.</summary>
    public const double StallMs = 2_000;

    /// <summary>A longer delay of a frame is not taken for the link's own unless the viewer has measured it with small messages, milliseconds.</summary>
    private const double LongestUnmeasuredBaseMs = 250;

    /// <summary>Share of the delivered rate that is left after congestion: the queue must drain.</summary>
    private const double Decrease = 0.85;

    private const double Increase = 1.25;

    /// <summary>The same near the rate at which congestion was met last: a queue is to be found before it is long.</summary>
    private const double CarefulIncrease = 1.05, NearFrom = 0.7, NearTo = 1.2;

    private const double FirstProbeMs = 1_000, LastProbeMs = 16_000;

    /// <summary>The least that a link is thought to carry, bytes a second: a small picture every two seconds.</summary>
    private const double LeastBytesPerSecond = 4_000;

    /// <summary>Beyond this multiple of what the stream needs, a bound binds nothing and is given up.</summary>
    private const double Freedom = 1.5;

    /// <summary>How fast the link's own delay is forgotten: a route may become longer. Share a second.</summary>
    private const double ForgettingPerSecond = 0.02;

    private readonly Lock _lock = new();
    private readonly DeliveryMeter _delivered = new();
    private double _baseMs = double.PositiveInfinity;
    private double _baseAt;
    private double _limit = double.PositiveInfinity;
    private double _congestedAt;
    private double _congestedSince = double.NaN;
    private double _clearSince = double.NaN;
    private double _changedAt = double.NegativeInfinity;
    private double _stallEndedAt = double.PositiveInfinity;
    private double _probeMs = FirstProbeMs;
    private bool _lastWasIncrease;

    /// <summary>Most bytes a second to send; infinity while the link has shown no limit.</summary>
    public double BytesPerSecond
    {
        get
        {
            lock (_lock)
                return _limit;
        }
    }

    /// <summary>The link's own delay, milliseconds: the shortest lately; infinity before the first.</summary>
    public double BaseMs
    {
        get
        {
            lock (_lock)
                return _baseMs;
        }
    }

    /// <summary>Takes a round trip that the viewer itself has measured with small messages, in milliseconds.</summary>
    public void OnRoundTrip(double nowMs, double roundTripMs)
    {
        lock (_lock)
            LowerBase(nowMs, roundTripMs);
    }

    /// <summary>Takes a delivered frame.</summary>
    /// <param name="nowMs">When it was known to be delivered.</param>
    /// <param name="delayMs">From its sending until then.</param>
    /// <param name="bytes">Its size, with all that was delivered with it.</param>
    /// <param name="neededBytesPerSecond">What the whole stream would need.</param>
    public void OnDelivered(double nowMs, double delayMs, long bytes, double neededBytesPerSecond)
    {
        lock (_lock)
        {
            if (IsStall(nowMs, delayMs))
            {
                _delivered.Skip(nowMs);
                return;
            }
            // What is left of the delay without the link's own and the frame's time on the wire: the wait behind other frames.
            double rate = Math.Max(_limit, _delivered.BytesPerSecond(nowMs));
            LowerBase(nowMs, double.IsFinite(_baseMs) ? delayMs : Math.Min(delayMs, LongestUnmeasuredBaseMs));
            double excess = delayMs - _baseMs - bytes / rate * 1000;
            _delivered.Add(nowMs, delayMs, bytes);
            Follow(nowMs, excess);
            bool isCongested = excess > EarlyWarningMs || nowMs - _congestedSince >= PersistenceMs;
            if (isCongested && nowMs - _changedAt >= Math.Max(PersistenceMs, delayMs))
                Lower(nowMs);
            else if (nowMs - _clearSince >= _probeMs && nowMs - _changedAt >= _probeMs && double.IsFinite(_limit))
                Raise(nowMs, neededBytesPerSecond);
        }
    }

    // Frames that were under way together come out of a pause together; one sent after the first of them has its own story.
    private bool IsStall(double nowMs, double delayMs)
    {
        bool isShort = delayMs <= StallMs;
        bool isStall = !isShort && nowMs - delayMs < _stallEndedAt;
        _stallEndedAt = isShort ? double.PositiveInfinity : Math.Min(_stallEndedAt, nowMs);
        return isStall;
    }

    private void LowerBase(double nowMs, double delayMs)
    {
        if (double.IsFinite(_baseMs))
            _baseMs *= 1 + ForgettingPerSecond * Math.Max(0, nowMs - _baseAt) / 1000;
        _baseAt = nowMs;
        _baseMs = Math.Min(_baseMs, Math.Max(0, delayMs));
    }

    private void Follow(double nowMs, double excess)
    {
        _congestedSince = excess <= CongestedMs ? double.NaN : double.IsNaN(_congestedSince) ? nowMs : _congestedSince;
        _clearSince = excess >= ClearMs ? double.NaN : double.IsNaN(_clearSince) ? nowMs : _clearSince;
    }

    private void Lower(double nowMs)
    {
        _probeMs = _lastWasIncrease ? Math.Min(_probeMs * 2, LastProbeMs) : _probeMs;
        _congestedAt = _delivered.BytesPerSecond(nowMs);
        _limit = Math.Max(LeastBytesPerSecond, Math.Min(_limit, Decrease * _congestedAt));
        Changed(nowMs, isIncrease: false);
    }

    private void Raise(double nowMs, double needed)
    {
        _probeMs = _lastWasIncrease ? Math.Max(_probeMs / 2, FirstProbeMs) : _probeMs;
        bool isNear = _limit > NearFrom * _congestedAt && _limit < NearTo * _congestedAt;
        _limit *= isNear ? CarefulIncrease : Increase;
        if (_limit > needed * Freedom)
            _limit = double.PositiveInfinity;
        Changed(nowMs, isIncrease: true);
    }

    private void Changed(double nowMs, bool isIncrease)
    {
        _changedAt = nowMs;
        _lastWasIncrease = isIncrease;
        _congestedSince = double.NaN;
        _clearSince = double.NaN;
    }
}
