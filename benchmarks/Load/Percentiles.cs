namespace RealtimeDetect.Load;

/// <summary>Median and upper percentiles of some milliseconds, by nearest rank.</summary>
internal sealed record Percentiles(double P50, double P95, double P99)
{
    /// <summary>Of these values; zeros where there is none.</summary>
    public static Percentiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? new Percentiles(0, 0, 0) : new Percentiles(At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99));
    }

    /// <inheritdoc/>
    public override string ToString() => $"p50 {P50,7:F1}  p95 {P95,7:F1}  p99 {P99,7:F1} ms";

    private static double At(double[] sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)], 2);
}
