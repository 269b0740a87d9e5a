namespace RealtimeDetect.Relay.Transport;

/// <summary>A peer's <c>clock_ping</c>.</summary>
/// <param name="T0">The peer's clock when it sent it, Unix milliseconds.</param>
/// <param name="OffsetMs">The peer's estimate of server clock minus its own, in milliseconds, where it has one.</param>
internal readonly record struct ClockPing(double T0, double? OffsetMs);
