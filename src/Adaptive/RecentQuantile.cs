namespace RealtimeDetect.Adaptive;

/// <summary>A quantile of the newest values, and the least of them; each is found once for each value added.</summary>
internal sealed class RecentQuantile(int capacity, double share)
{
    private readonly double[] _values = new double[capacity];
    private readonly double[] _sorted = new double[capacity];
    private int _count;
    private int _next;
    private bool _isSorted;

    /// <summary>The quantile; the given value where fewer than a quarter of the places are filled.</summary>
    public double Or(double fallback) => _count < Math.Max(2, capacity / 4)
        ? fallback
        : Sorted()[Math.Clamp((int)(share * _count), 0, _count - 1)];

    /// <summary>The least of the values; the given one where there is none.</summary>
    public double LeastOr(double fallback) => _count == 0 ? fallback : Sorted()[0];

    /// <summary>Adds a value; the oldest goes where there is no room.</summary>
    public void Add(double value)
    {
        _values[_next] = value;
        _next = (_next + 1) % capacity;
        _count = Math.Min(_count + 1, capacity);
        _isSorted = false;
    }

    private ReadOnlySpan<double> Sorted()
    {
        if (!_isSorted)
        {
            _values.AsSpan(0, _count).CopyTo(_sorted);
            _sorted.AsSpan(0, _count).Sort();
            _isSorted = true;
        }

        return _sorted.AsSpan(0, _count);
    }
}
