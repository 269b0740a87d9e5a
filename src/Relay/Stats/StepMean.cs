namespace RealtimeDetect.Relay.Stats;

/// <summary>Mean of the values between two steps of the controller.</summary>
/// <remarks><b>Threading:</b> lanes add; the control ticker takes.</remarks>
internal sealed class StepMean
{
    private readonly Lock _lock = new();
    private double _sum;
    private int _count;
    private double _last;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            _count++;
        }
    }

    /// <summary>The mean since the last call; the one before where nothing was added.</summary>
    public double Take()
    {
        lock (_lock)
        {
            if (_count > 0)
                _last = _sum / _count;
            (_sum, _count) = (0, 0);
            return _last;
        }
    }
}
