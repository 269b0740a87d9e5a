namespace RealtimeDetect.Adaptive;

/// <summary>An exponentially weighted moving average over time, so that uneven sampling does not change its memory.</summary>
internal sealed class Ewma(TimeSpan timeConstant)
{
    private TimeSpan _lastTime;
    private bool _started;

    /// <summary>The average; 0 before the first value.</summary>
    public double Value { get; private set; }

    /// <summary>Folds in a value and returns the new average.</summary>
    public double Add(TimeSpan time, double value)
    {
        double elapsed = Math.Max(0, (time - _lastTime).TotalSeconds);
        double weight = _started ? 1 - Math.Exp(-elapsed / timeConstant.TotalSeconds) : 1;
        Value += weight * (value - Value);
        (_lastTime, _started) = (time, true);
        return Value;
    }

    /// <summary>Forgets everything, so that the next value is taken as it is.</summary>
    public void Reset() => (Value, _started) = (0, false);
}
