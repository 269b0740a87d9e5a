namespace RealtimeDetect.Micro.Ratios;

/// <summary>Two ways of the same work, timed in turns.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="FirstMs">Median of the reference.</param>
/// <param name="SecondMs">Median of the other way.</param>
/// <param name="Ratio">Median of the turns' quotients: above 1 the other way is faster.</param>
/// <param name="RatioLow">Their lower quartile.</param>
/// <param name="RatioHigh">Their upper quartile.</param>
internal sealed record PairedResult(string Name, double FirstMs, double SecondMs, double Ratio, double RatioLow, double RatioHigh)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Name,-44}{FirstMs,9:F3}{SecondMs,9:F3} ms   x{Ratio:F3} ({RatioLow:F3} to {RatioHigh:F3})");
}
