namespace RealtimeDetect.Relay.Stats;

/// <summary>Latencies over the last 300 frames, in milliseconds.</summary>
/// <param name="Processing">From the arrival of a frame's last byte to the end of its encoding.</param>
/// <param name="EndToEnd">From capture to the hand-over to the viewers' sockets.</param>
internal sealed record LatencyStats(Percentiles Processing, Percentiles EndToEnd);
