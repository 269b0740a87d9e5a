using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Control;

/// <summary>How busy the lanes are: the share of their time spent on frames since the last reading.</summary>
/// <remarks><b>Threading:</b> lanes add; the control ticker reads.</remarks>
internal sealed class LaneLoad(int lanes, TimeProvider time)
{
    private long _busyTicks;
    private long _lastBusyTicks;
    private long _lastReading = time.GetTimestamp();
    private double _share;
    private int _depth;

    /// <summary>Frames processed at a time: the number of lanes, or 1 where one lane works with all threads, and before the first frame.</summary>
    public int Depth => Math.Max(1, Volatile.Read(ref _depth));

    /// <summary>Share of the lanes' time in use at the last reading, 0 to 1.</summary>
    public double Share => Volatile.Read(ref _share);

    /// <summary>Adds the time that one frame took on a lane.</summary>
    /// <param name="busy">The time.</param>
    /// <param name="mode">How lanes shared the machine: one that works alone keeps the others out.</param>
    public void Add(TimeSpan busy, LaneMode mode)
    {
        int depth = mode == LaneMode.Delay ? 1 : lanes;
        Volatile.Write(ref _depth, depth);
        Interlocked.Add(ref _busyTicks, busy.Ticks * (lanes / depth));
    }

    /// <summary>Takes a reading. Called by the control ticker only.</summary>
    public void Read()
    {
        long now = time.GetTimestamp();
        long busy = Interlocked.Read(ref _busyTicks);
        double elapsed = time.GetElapsedTime(_lastReading, now).Ticks;
        if (elapsed <= 0)
            return;
        Volatile.Write(ref _share, Math.Clamp((busy - _lastBusyTicks) / (elapsed * lanes), 0, 1));
        _lastBusyTicks = busy;
        _lastReading = now;
    }
}
