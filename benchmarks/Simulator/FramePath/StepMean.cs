namespace RealtimeDetect.Simulator.FramePath;

/// <summary>The mean of a step's values; that of the step before where there is none.</summary>
internal sealed class StepMean
{
    private double _sum;
    private int _count;
    private double _last;

    /// <summary>Adds a value.</summary>
    public void Add(double value) => (_sum, _count) = (_sum + value, _count + 1);

    /// <summary>The mean since the last call.</summary>
    public double Take()
    {
        _last = _count > 0 ? _sum / _count : _last;
        (_sum, _count) = (0, 0);
        return _last;
    }
}
