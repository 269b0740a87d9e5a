namespace RealtimeDetect.Relay.Stats;

/// <summary>Events a second over the last two seconds.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class RateMeter(TimeProvider time)
{
    /// <summary>Events kept: two seconds at 256 a second; a faster stream reads as 256.</summary>
    private const int Capacity = 512;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly long[] _stamps = new long[Capacity];
    private long _count;

    /// <summary>Records an event now.</summary>
    public void Add()
    {
        lock (_lock)
            _stamps[_count++ % Capacity] = time.GetTimestamp();
    }

    /// <summary>Events a second over the window that ends now.</summary>
    public double PerSecond
    {
        get
        {
            lock (_lock)
                return CountRecentLocked(time.GetTimestamp()) / Window.TotalSeconds;
        }
    }

    private int CountRecentLocked(long now)
    {
        int recent = 0;
        for (long i = _count - 1; i >= Math.Max(0, _count - Capacity); i--)
        {
            if (time.GetElapsedTime(_stamps[i % Capacity], now) > Window)
                break;
            recent++;
        }
        return recent;
    }
}
