namespace RealtimeDetect.Relay.Stats;

/// <summary>Names of the waterfall's parts on the wire.</summary>
internal static class WaterfallNames
{
    /// <summary>A part's name, UTF-8.</summary>
    public static ReadOnlySpan<byte> Of(WaterfallPart part) => part switch
    {
        WaterfallPart.Capture => "capture"u8,
        WaterfallPart.CameraEncode => "camera_encode"u8,
        WaterfallPart.Uplink => "uplink"u8,
        WaterfallPart.Wait => "wait"u8,
        WaterfallPart.Decode => "decode"u8,
        WaterfallPart.Inference => "inference"u8,
        WaterfallPart.Annotate => "annotate"u8,
        WaterfallPart.Encode => "encode"u8,
        WaterfallPart.Transcode => "transcode"u8,
        WaterfallPart.SendQueue => "send_queue"u8,
        WaterfallPart.Downlink => "downlink"u8,
        WaterfallPart.ViewerDecode => "viewer_decode"u8,
        WaterfallPart.Paint => "paint"u8,
        _ => "total"u8,
    };
}
