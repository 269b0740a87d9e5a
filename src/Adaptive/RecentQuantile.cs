namespace RealtimeDetect.Adaptive;

/// <summary>A quantile of the newest values.</summary>
internal sealed class RecentQuantile(int capacity, double share)
{
    private readonly Queue<double> _values = new(capacity);

    /// <summary>The quantile; the given value where fewer than a quarter of the places are filled.</summary>
    public double Or(double fallback)
    {
        if (_values.Count < Math.Max(2, capacity / 4))
            return fallback;
        double[] sorted = [.. _values];
        Array.Sort(sorted);
        return sorted[Math.Clamp((int)(share * sorted.Length), 0, sorted.Length - 1)];
    }

    /// <summary>The least of the values; the given one where there is none.</summary>
    public double LeastOr(double fallback) => _values.Count == 0 ? fallback : _values.Min();

    /// <summary>Adds a value; the oldest goes where there is no room.</summary>
    public void Add(double value)
    {
        if (_values.Count == capacity)
            _values.Dequeue();
        _values.Enqueue(value);
    }
}
