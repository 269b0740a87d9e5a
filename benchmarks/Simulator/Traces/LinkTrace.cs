namespace RealtimeDetect.Simulator.Traces;

/// <summary>What a link does over time: its rate and its one-way delay, a value for each tenth of a second.</summary>
internal sealed class LinkTrace
{
    /// <summary>Length of one value's time, milliseconds.</summary>
    public const double BinMs = 100;

    // A dead link still moves a bit now and then, which keeps its finish time defined: bits per second.
    private const double LowestRate = 20_000;

    private readonly double[] _rates;
    private readonly double[] _delaysMs;

    /// <summary>A link of the given rates (bits per second) and one-way delays (milliseconds); the last ones hold to the end.</summary>
    public LinkTrace(IEnumerable<double> bitsPerSecond, IEnumerable<double> delaysMs)
    {
        _rates = [.. bitsPerSecond.Select(rate => Math.Max(LowestRate, rate))];
        _delaysMs = [.. delaysMs];
    }

    /// <summary>Bits per second at a time.</summary>
    public double Rate(double ms) => _rates[Bin(ms)];

    /// <summary>One-way delay in milliseconds at a time, without serialisation and queue.</summary>
    public double DelayMs(double ms) => _delaysMs[Math.Min(Bin(ms), _delaysMs.Length - 1)];

    /// <summary>When the last bit has left, of so many bytes whose first leaves at a time.</summary>
    public double FinishMs(double startMs, double bytes)
    {
        double bits = bytes * 8;
        for (double now = startMs; ;)
        {
            int bin = Bin(now);
            double end = bin == _rates.Length - 1 ? double.PositiveInfinity : (bin + 1) * BinMs;
            double capacity = (end - now) * _rates[bin] / 1000;
            if (capacity >= bits)
                return now + (bits * 1000 / _rates[bin]);
            bits -= capacity;
            now = end;
        }
    }

    private int Bin(double ms) => Math.Clamp((int)(ms / BinMs), 0, _rates.Length - 1);
}
