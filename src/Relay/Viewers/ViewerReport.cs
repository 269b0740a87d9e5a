using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>A viewer's <c>performance_stats</c>, and when it came.</summary>
/// <param name="Sample">What it said, clamped.</param>
/// <param name="ReceivedAt">The server's timestamp.</param>
internal sealed record ViewerReport(ViewerSample Sample, long ReceivedAt);
