namespace RealtimeDetect.Relay.Ingest;

/// <summary>A camera's text message, read.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="FrameNumber">Metadata: 0 to 2^53-1.</param>
/// <param name="Timestamp">Metadata: capture time on the camera's clock, Unix milliseconds.</param>
/// <param name="T0">Ping: the camera's clock, Unix milliseconds.</param>
/// <param name="OffsetMs">Ping: server clock minus the camera's, where it has an estimate.</param>
internal readonly record struct CameraMessage(
    CameraMessageKind Kind, long FrameNumber = 0, double Timestamp = 0, double T0 = 0, double? OffsetMs = null);
