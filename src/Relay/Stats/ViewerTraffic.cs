namespace RealtimeDetect.Relay.Stats;

/// <summary>What one viewer is sent.</summary>
/// <param name="Output">The form of it, named as in <c>bytes_per_second</c>.</param>
/// <param name="BytesPerSecond">Over the last 2 s.</param>
internal sealed record ViewerTraffic(string Output, double BytesPerSecond);
