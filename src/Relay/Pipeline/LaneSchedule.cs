namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Chooses between least delay and most frames a second from how busy the streams keep the lanes.</summary>
/// <remarks>
/// <para>
/// One frame at a time with all threads has the least delay as long as frames need not wait for it: for one stream, whose frames come
/// evenly spaced, that is until it is nearly always busy; for several, which come at any moment, until it is busy half of the time
/// (beyond that a frame waits longer than it gains: a queue with load p and service time s waits <c>s p / (2 (1 - p))</c> on
/// average, M/D/1).
/// </para>
/// <b>Threading:</b> the caller's lock; <see cref="Mode"/> is read from any thread.
/// </remarks>
internal sealed class LaneSchedule
{
    /// <summary>Busy share up to which one frame at a time serves a single stream; above it frames are lost to jitter.</summary>
    private const double SingleStreamLimit = 0.85;

    /// <summary>The same for several streams.</summary>
    private const double SeveralStreamsLimit = 0.5;

    /// <summary>Share of the limit below which one frame at a time is chosen again: the hysteresis.</summary>
    private const double ReturnShare = 0.8;

    /// <summary>What is judged at a time: long enough for a few frames of a slow camera, short enough that a rush is answered within a second.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>How long one frame at a time must be expected to serve before it is chosen again.</summary>
    private static readonly TimeSpan CalmTime = TimeSpan.FromSeconds(3);

    private readonly bool _isFixed;
    private readonly int _lanes;
    private readonly TimeProvider _time;
    private double _gain = 1;
    private volatile LaneMode _mode;
    private long _periodStart;
    private int _period;
    private int _streams;
    private TimeSpan _busy;
    private TimeSpan _calm;

    /// <summary>Makes the schedule of a plan.</summary>
    public LaneSchedule(LanePlan plan, TimeProvider time)
    {
        _isFixed = plan.DelayThreads == 0;
        _lanes = plan.Lanes;
        _time = time;
        _mode = _isFixed ? LaneMode.Throughput : LaneMode.Delay;
        _periodStart = time.GetTimestamp();
    }

    /// <summary>How lanes share the machine now.</summary>
    public LaneMode Mode => _mode;

    /// <summary>
    /// Frames of the present mode that the machine could process at a time: more than one also where one lane works alone, since all
    /// lanes together do more.
    /// </summary>
    public double Capacity => Mode == LaneMode.Delay ? Math.Max(1, _lanes * Volatile.Read(ref _gain)) : _lanes;

    /// <summary>
    /// Sets how much of a frame's time with few threads it takes with all of them, 0 to 1, as the warm-up measured it. Until then 1.
    /// </summary>
    public void SetGain(double gain) => Volatile.Write(ref _gain, Math.Clamp(gain, 0.1, 1));

    /// <summary>Notes that a lane takes a stream's frame.</summary>
    public void OnTaken(FramePipeline pipeline)
    {
        if (_isFixed)
            return;
        Judge();
        if (pipeline.LastPeriod == _period)
            return;
        pipeline.LastPeriod = _period;
        _streams++;
    }

    /// <summary>Notes that a lane is done with a frame.</summary>
    /// <param name="mode">The frame's mode.</param>
    /// <param name="elapsed">How long it had the lane.</param>
    public void OnEnded(LaneMode mode, TimeSpan elapsed)
    {
        if (_isFixed)
            return;
        _busy += mode == LaneMode.Delay ? elapsed : elapsed * _gain;
        Judge();
    }

    private void Judge()
    {
        long now = _time.GetTimestamp();
        TimeSpan elapsed = _time.GetElapsedTime(_periodStart, now);
        if (elapsed < Period)
            return;
        double busyShare = _busy / elapsed;
        double limit = _streams > 1 ? SeveralStreamsLimit : SingleStreamLimit;
        _calm = busyShare < limit * ReturnShare ? _calm + elapsed : TimeSpan.Zero;
        if (Mode == LaneMode.Delay ? busyShare > limit : _calm >= CalmTime)
            Switch();
        _periodStart = now;
        _period++;
        _streams = 0;
        _busy = TimeSpan.Zero;
    }

    private void Switch()
    {
        _mode = Mode == LaneMode.Delay ? LaneMode.Throughput : LaneMode.Delay;
        _calm = TimeSpan.Zero;
    }
}
