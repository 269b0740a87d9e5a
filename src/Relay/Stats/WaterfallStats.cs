namespace RealtimeDetect.Relay.Stats;

/// <summary>Where frames' time goes from capture to paint: each part over its last 300 frames, in milliseconds; zeros where it never was.</summary>
/// <param name="Capture">From capture to the picture's taking for encoding on the camera.</param>
/// <param name="CameraEncode">To the hand-over to the camera's socket.</param>
/// <param name="Uplink">To the arrival of its last byte at the server; from capture, where the camera tells no more than that.</param>
/// <param name="Wait">To its taking by a lane.</param>
/// <param name="Decode">To the end of decoding.</param>
/// <param name="Inference">To its detections; frames that carry those of others have none.</param>
/// <param name="Annotate">To the end of drawing.</param>
/// <param name="Encode">To the end of encoding.</param>
/// <param name="Transcode">To its H.264 unit, or its coarser or smaller picture; viewers that get frames as published have none.</param>
/// <param name="SendQueue">To the hand-over to a viewer's socket, all viewers together; so the following.</param>
/// <param name="Downlink">To its whole arrival at the viewer, as viewers tell in their acks; so the following.</param>
/// <param name="ViewerDecode">To the end of its decoding there.</param>
/// <param name="Paint">To its painting.</param>
/// <param name="Total">From capture, or from arrival where that is not known, to paint.</param>
internal sealed record WaterfallStats(
    Percentiles Capture, Percentiles CameraEncode, Percentiles Uplink, Percentiles Wait, Percentiles Decode, Percentiles Inference,
    Percentiles Annotate, Percentiles Encode, Percentiles Transcode, Percentiles SendQueue, Percentiles Downlink, Percentiles ViewerDecode,
    Percentiles Paint, Percentiles Total)
{
    /// <summary>That of a stream without frames.</summary>
    public static WaterfallStats None { get; } = new StreamWaterfall().Read();
}
