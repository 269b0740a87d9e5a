namespace RealtimeDetect.Adaptive;

/// <summary>What is remembered of one viewer: since when it reports, and its usual latency.</summary>
internal sealed class ViewerHistory
{
    // A latency that stays becomes the usual one within a minute or two: a clock that drifts, another network.
    private static readonly TimeSpan Forgetting = TimeSpan.FromMinutes(1);

    // A viewer that has just come counts its frames over a window that is not yet full.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(3);

    // Reports come several times a second, and count few frames each where the rate is low.
    private static readonly TimeSpan RateMemory = TimeSpan.FromSeconds(2);

    private readonly Ewma _receivedFps = new(RateMemory);
    private readonly TimeSpan _firstSeen;
    private double _usualMs = double.NaN;

    /// <summary>The history of a viewer first heard of at <paramref name="time"/>.</summary>
    public ViewerHistory(TimeSpan time) => _firstSeen = LastSeen = time;

    /// <summary>When the viewer last reported.</summary>
    public TimeSpan LastSeen { get; private set; }

    /// <summary>Whether the viewer has been there long enough for its frame rate to mean something.</summary>
    public bool IsSettled => LastSeen - _firstSeen >= SettlingTime;

    /// <summary>Folds in a rate of arrival at the viewer and returns its mean.</summary>
    public double AddRate(TimeSpan time, double receivedFps) => _receivedFps.Add(time, receivedFps);

    /// <summary>Folds in a latency in milliseconds (NaN where unknown) and returns how far it is above the usual one.</summary>
    public double Add(TimeSpan time, double latencyMs)
    {
        double forgotten = 1 - Math.Exp(-(time - LastSeen) / Forgetting);
        LastSeen = time;
        if (double.IsNaN(latencyMs))
            return 0;
        _usualMs = latencyMs > _usualMs ? _usualMs + (forgotten * (latencyMs - _usualMs)) : latencyMs;
        return latencyMs - _usualMs;
    }
}
