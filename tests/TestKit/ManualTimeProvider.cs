namespace RealtimeDetect.TestKit;

/// <summary>A clock that moves only when a test moves it; timers fire on the way.</summary>
/// <remarks>
/// <b>Threading:</b> one test thread advances; timers' callbacks run on it. The timestamp frequency is odd on purpose, so
/// that code which takes timestamps for ticks fails.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed;

    /// <summary>Where the clock starts.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => 7_000_000;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => 1000 + (long)(Elapsed.Ticks * (double)TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on, firing the timers that fall due, in order.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end = Elapsed + by;
        while (NextDue(end) is { } timer)
        {
            lock (_lock)
                _elapsed = timer.Due;
            timer.Fire();
        }
        lock (_lock)
            _elapsed = end;
    }

    private TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    private ManualTimer? NextDue(TimeSpan end)
    {
        lock (_lock)
            return _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
    }

    private void Schedule(ManualTimer timer, TimeSpan? dueIn)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueIn is not { } due)
                return;
            timer.Due = _elapsed + due;
            _timers.Add(timer);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, Action callback) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            owner.Schedule(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
            return true;
        }

        public void Fire()
        {
            owner.Schedule(this, _period > TimeSpan.Zero ? _period : null);
            callback();
        }

        public void Dispose() => owner.Schedule(this, null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
