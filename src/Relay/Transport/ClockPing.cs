namespace RealtimeDetect.Relay.Transport;

/// <summary>A peer's <c>clock_ping</c>.</summary>
/// <param name="T0">The peer's clock when it sent the ping; goes back as it came.</param>
internal readonly record struct ClockPing(double T0);
