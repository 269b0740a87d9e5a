namespace RealtimeDetect.Simulator.Traces;

/// <summary>Seeded models of the links that phones and viewers have.</summary>
internal static class LinkModels
{
    private const double Mega = 1e6;
    private const int BinsPerSecond = (int)(1000 / LinkTrace.BinMs);

    /// <summary>A cable: the same rate and delay throughout.</summary>
    public static LinkTrace Constant(double mbps, double delayMs) => new([mbps * Mega], [delayMs]);

    /// <summary>Stages of equal length, each with a rate of its own.</summary>
    public static LinkTrace Stages(int secondsEach, double delayMs, params double[] mbps) =>
        new(mbps.SelectMany(rate => Enumerable.Repeat(rate * Mega, secondsEach * BinsPerSecond)), [delayMs]);

    /// <summary>
    /// Wi-Fi: the rate wanders by a quarter within a second, contention takes three quarters of it for a tenth of a second or
    /// two every ten seconds, and the delay jitters by some milliseconds.
    /// </summary>
    public static LinkTrace Wifi(int seed, int seconds, double mbps, double delayMs)
    {
        var random = new Random(seed);
        var wander = new Wander(random, deviation: 0.25, memorySeconds: 1);
        int contendedBins = 0;
        return Generate(seconds, () =>
        {
            contendedBins = contendedBins > 0 ? contendedBins - 1 : random.NextDouble() < 0.01 ? random.Next(1, 3) : 0;
            double rate = mbps * Math.Exp(wander.Next()) * (contendedBins > 0 ? 0.25 : 1);
            return (rate, delayMs - (2 * Math.Log(1 - random.NextDouble())));
        });
    }

    /// <summary>
    /// LTE: the rate wanders by half over several seconds as the phone moves and the cell fills, the delay by some milliseconds,
    /// and a handover every half minute holds everything up for a fifth of a second.
    /// </summary>
    public static LinkTrace Lte(int seed, int seconds, double mbps, double delayMs)
    {
        var random = new Random(seed);
        var wander = new Wander(random, deviation: 0.4, memorySeconds: 5);
        var jitter = new Wander(random, deviation: 2.5, memorySeconds: 0.5);
        int handoverBins = 0;
        return Generate(seconds, () =>
        {
            handoverBins = handoverBins > 0 ? handoverBins - 1 : random.NextDouble() < 1.0 / (30 * BinsPerSecond) ? 2 : 0;
            double rate = mbps * Math.Clamp(Math.Exp(wander.Next()), 0.2, 2) * (handoverBins > 0 ? 0.1 : 1);
            return (rate, delayMs + Math.Abs(jitter.Next()));
        });
    }

    private static LinkTrace Generate(int seconds, Func<(double Mbps, double DelayMs)> next)
    {
        (double Mbps, double DelayMs)[] bins = [.. Enumerable.Range(0, seconds * BinsPerSecond).Select(_ => next())];
        return new LinkTrace(bins.Select(bin => bin.Mbps * Mega), bins.Select(bin => bin.DelayMs));
    }
}
