namespace RealtimeDetect.Relay.Stats;

/// <summary>Bytes a second over the last 2 s.</summary>
/// <param name="Received">The camera's frames.</param>
/// <param name="Jpeg">Sent to viewers as JPEG, all viewers together; the others likewise.</param>
/// <param name="H264">As H.264.</param>
/// <param name="Mjpeg">As motion JPEG.</param>
/// <param name="Events">Detections only.</param>
/// <param name="Snapshot">Single pictures.</param>
/// <param name="Base64">As base64 JPEG.</param>
internal sealed record TrafficStats(double Received, double Jpeg, double H264, double Mjpeg, double Events, double Snapshot, double Base64)
{
    /// <summary>Nothing in and nothing out.</summary>
    public static TrafficStats None { get; } = new(0, 0, 0, 0, 0, 0, 0);
}
