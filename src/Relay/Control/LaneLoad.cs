namespace RealtimeDetect.Relay.Control;

/// <summary>How busy the lanes are: the share of their time spent on frames since the last reading.</summary>
/// <remarks><b>Threading:</b> lanes add; the control ticker reads.</remarks>
internal sealed class LaneLoad(int lanes, TimeProvider time)
{
    private long _busyTicks;
    private long _lastBusyTicks;
    private long _lastReading = time.GetTimestamp();
    private double _share;

    /// <summary>Number of lanes.</summary>
    public int Lanes => lanes;

    /// <summary>Share of the lanes' time in use at the last reading, 0 to 1.</summary>
    public double Share => Volatile.Read(ref _share);

    /// <summary>Adds the time that one frame took on a lane.</summary>
    public void Add(TimeSpan busy) => Interlocked.Add(ref _busyTicks, busy.Ticks);

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
