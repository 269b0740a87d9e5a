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
    /// <param name="frames">How many of the newest frames to look at; 1 to 300.</param>
    public Percentiles Read(int frames = Capacity)
    {
        double[] sorted = Newest(Math.Clamp(frames, 1, Capacity));
        Array.Sort(sorted);
        return sorted.Length == 0 ? new Percentiles(0, 0, 0) : new Percentiles(At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99));
    }

    private double[] Newest(int frames)
    {
        lock (_lock)
        {
            double[] newest = new double[Math.Min(_count, frames)];
            for (int i = 0; i < newest.Length; i++)
                newest[i] = _values[(_count - 1 - i) % Capacity];
            return newest;
        }
    }

    // Nearest rank: a value that a frame really had.
    private static double At(double[] sorted, double share) =>
        Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)], 3);
}
