using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>Something to tell a viewer between two frames.</summary>
/// <param name="Error">An error to send; null if none.</param>
/// <param name="Ping">A ping to answer; null if none.</param>
/// <param name="PingArrivedUs">When the ping arrived, server clock, Unix microseconds.</param>
/// <param name="Codec">What became of a wish for H.264; null if none.</param>
internal readonly record struct ViewerReply(
    ProtocolError? Error = null, ClockPing? Ping = null, long PingArrivedUs = 0, H264Choice? Codec = null);
