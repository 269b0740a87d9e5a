using System.Diagnostics;

namespace RealtimeDetect.Micro.Ratios;

/// <summary>Times two ways of the same work in turns, so that whatever else the machine does falls on both alike.</summary>
internal static class PairedRuns
{
    private const int WarmUpRounds = 5;

    /// <summary>Times both ways.</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="first">The reference.</param>
    /// <param name="second">The other way.</param>
    /// <param name="rounds">Turns; each turn gives one quotient.</param>
    public static PairedResult Measure(string name, Action first, Action second, int rounds)
    {
        for (int i = 0; i < WarmUpRounds; i++)
        {
            first();
            second();
        }

        var firstMs = new double[rounds];
        var secondMs = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            // Who goes first changes, since the first of a turn finds the caches cold of its own data.
            if (i % 2 == 0)
                firstMs[i] = Time(first);
            secondMs[i] = Time(second);
            if (i % 2 == 1)
                firstMs[i] = Time(first);
        }

        double[] quotients = [.. firstMs.Zip(secondMs, (one, other) => one / other).Order()];
        return new PairedResult(
            name, Middle(firstMs), Middle(secondMs), Round(quotients[rounds / 2]), Round(quotients[rounds / 4]), Round(quotients[3 * rounds / 4]));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Middle(double[] values) => Round(values.Order().ElementAt(values.Length / 2));

    private static double Round(double value) => Math.Round(value, 3);
}
