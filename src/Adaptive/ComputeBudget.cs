namespace RealtimeDetect.Adaptive;

/// <summary>Shares the lanes among the streams: max-min fair, weighted by viewers.</summary>
public static class ComputeBudget
{
    // Share of the lanes' time that is given out: above it frames of different streams wait for one another.
    private const double Usable = 0.95;

    // A stream that nobody watches still counts a little, so that its picture is there when somebody comes.
    private const double UnwatchedWeight = 0.2;

    /// <summary>The lanes that each stream may occupy.</summary>
    /// <remarks>
    /// Nobody gets less than his weight's part unless he asks for less; what is not asked for goes to the others in the same way. Where
    /// all can have what they ask, the rest is shared out too, so that each may grow.
    /// </remarks>
    /// <param name="lanes">Number of lanes, in those of the present schedule; above 0.</param>
    /// <param name="claims">One claim of each stream.</param>
    public static IReadOnlyList<double> Shares(double lanes, IReadOnlyList<ComputeClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        double[] shares = new double[claims.Count];
        double rest = lanes * Usable;
        double weights = claims.Sum(Weight);
        // By rising claim a unit of weight: whoever asks less than a fair part is served whole, and leaves the more to the next.
        foreach (int i in Enumerable.Range(0, claims.Count).OrderBy(i => claims[i].Lanes / Weight(claims[i])))
        {
            shares[i] = Math.Min(claims[i].Lanes, rest * Weight(claims[i]) / weights);
            rest -= shares[i];
            weights -= Weight(claims[i]);
        }

        double all = claims.Sum(Weight);
        return [.. shares.Select((share, i) => share + (Math.Max(0, rest) * Weight(claims[i]) / all))];
    }

    private static double Weight(ComputeClaim claim) => claim.Viewers > 0 ? claim.Viewers : UnwatchedWeight;
}
