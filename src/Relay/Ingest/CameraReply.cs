using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>Something to tell a camera; written by its send loop.</summary>
/// <param name="FrameNumber">Frame that an ack is for.</param>
/// <param name="Outcome">Its outcome; null if this is no ack.</param>
/// <param name="Error">An error to send; null if none.</param>
/// <param name="Ping">A ping to answer; null if none.</param>
/// <param name="PingArrivedUs">When the ping arrived, server clock, Unix microseconds.</param>
/// <param name="AsksForKey">Whether the camera is asked for a key frame.</param>
internal readonly record struct CameraReply(
    long FrameNumber = 0, FrameOutcome? Outcome = null, ProtocolError? Error = null, ClockPing? Ping = null, long PingArrivedUs = 0,
    bool AsksForKey = false);
