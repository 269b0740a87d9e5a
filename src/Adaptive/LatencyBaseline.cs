namespace RealtimeDetect.Adaptive;

/// <summary>One viewer's usual latency: the least seen, forgotten slowly, so that a clock that drifts or a new network becomes the usual.</summary>
internal sealed class LatencyBaseline
{
    // Milliseconds a second: a rise of 200 ms is taken for usual after a minute and a half.
    private const double ForgetMsPerSecond = 2;

    private double _usualMs = double.PositiveInfinity;

    /// <summary>When the viewer last reported.</summary>
    public TimeSpan LastSeen { get; private set; }

    /// <summary>Folds in a latency in milliseconds and returns the usual one, which is at most that.</summary>
    public double Add(TimeSpan time, double latencyMs)
    {
        double elapsed = Math.Max(0, (time - LastSeen).TotalSeconds);
        _usualMs = Math.Min(latencyMs, _usualMs + (elapsed * ForgetMsPerSecond));
        LastSeen = time;
        return _usualMs;
    }
}
