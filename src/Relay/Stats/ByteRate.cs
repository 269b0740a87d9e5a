namespace RealtimeDetect.Relay.Stats;

/// <summary>Bytes a second over the last two seconds, to a quarter of a second.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class ByteRate(TimeProvider time)
{
    /// <summary>Slots of the window, and one that is being filled.</summary>
    private const int Slots = 8, Kept = Slots + 1;

    private static readonly TimeSpan SlotTime = TimeSpan.FromSeconds(2) / Slots;

    private readonly Lock _lock = new();
    private readonly long[] _bytes = new long[Kept];
    private readonly long _start = time.GetTimestamp();
    private long _newest;

    /// <summary>Counts bytes that went now.</summary>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            long slot = AdvanceLocked();
            _bytes[slot % Kept] += bytes;
        }
    }

    /// <summary>Bytes a second over the window that ends now.</summary>
    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                long slot = AdvanceLocked();
                long sum = 0;
                foreach (long bytes in _bytes)
                    sum += bytes;
                // The slot being filled counts by the part of it that has passed.
                double current = (time.GetElapsedTime(_start) / SlotTime) - slot;
                return sum / ((Slots + current) * SlotTime.TotalSeconds);
            }
        }
    }

    private long AdvanceLocked()
    {
        long slot = (long)(time.GetElapsedTime(_start) / SlotTime);
        for (long passed = Math.Max(_newest + 1, slot - Slots); passed <= slot; passed++)
            _bytes[passed % Kept] = 0;
        _newest = slot;
        return slot;
    }
}
