namespace RealtimeDetect.Relay.Stats;

/// <summary>Percentiles over the last 300 frames.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class LatencyWindow
{
    /// <summary>Frames kept: ten seconds at 30 a second.</summary>
    private const int Capacity = 300;

    private readonly Lock _lock = new();
    private readonly double[] _values = new double[Capacity];
    private long _count;

    /// <summary>Adds one frame's latency, in milliseconds.</summary>
    public void Add(double milliseconds)
    {
        lock (_lock)
            _values[_count++ % Capacity] = milliseconds;
    }

    /// <summary>The percentiles now; zeros before the first frame.</summary>
    public Percentiles Read()
    {
        double[] sorted;
        lock (_lock)
            sorted = _values.AsSpan(0, (int)Math.Min(_count, Capacity)).ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? new Percentiles(0, 0, 0) : new Percentiles(At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99));
    }

    // Nearest rank: a value that a frame really had.
    private static double At(double[] sorted, double share) =>
        Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)], 3);
}
