using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>A camera's text message, read.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="FrameNumber">Metadata: 0 to 2^53-1.</param>
/// <param name="Timestamp">Metadata: capture time on the camera's clock, Unix milliseconds.</param>
/// <param name="T0">Ping: the camera's clock, Unix milliseconds.</param>
/// <param name="Clock">Ping: what the camera knows of its clock.</param>
/// <param name="Times">Metadata: what the camera tells beyond the capture time.</param>
/// <param name="IsH264">Metadata: whether its binary is an H.264 access unit; else it is a JPEG.</param>
internal readonly record struct CameraMessage(
    CameraMessageKind Kind, long FrameNumber = 0, double Timestamp = 0, double T0 = 0, ClockReading? Clock = null, CameraTimes Times = default,
    bool IsH264 = false);
