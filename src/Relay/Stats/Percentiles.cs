namespace RealtimeDetect.Relay.Stats;

/// <summary>Median and upper percentiles, in milliseconds.</summary>
/// <param name="P50">Median.</param>
/// <param name="P95">95 of 100 frames took no longer.</param>
/// <param name="P99">99 of 100 frames took no longer.</param>
internal sealed record Percentiles(double P50, double P95, double P99);
