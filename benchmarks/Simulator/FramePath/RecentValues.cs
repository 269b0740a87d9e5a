namespace RealtimeDetect.Simulator.FramePath;

/// <summary>Values of the last two seconds.</summary>
internal sealed class RecentValues(EventLoop loop, double windowMs)
{
    private readonly Queue<(double Ms, double Value)> _values = new();

    /// <summary>Adds a value now.</summary>
    public void Add(double value) => _values.Enqueue((loop.NowMs, value));

    /// <summary>How many a second.</summary>
    public double PerSecond => Recent().Count * 1000 / windowMs;

    /// <summary>Their mean; NaN where there is none.</summary>
    public double Mean => Recent().Count > 0 ? _values.Average(entry => entry.Value) : double.NaN;

    /// <summary>Their quantile; 0 where there is none.</summary>
    public double Quantile(double share)
    {
        double[] sorted = [.. Recent().Select(entry => entry.Value).Order()];
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling((share * sorted.Length) - 1)];
    }

    private Queue<(double Ms, double Value)> Recent()
    {
        while (_values.TryPeek(out (double Ms, double Value) oldest) && oldest.Ms <= loop.NowMs - windowMs)
            _values.Dequeue();
        return _values;
    }
}
