namespace RealtimeDetect.Relay.Stats;

/// <summary>The parts of a frame's time from capture to paint, in order. Each begins where the one before it ends, so they add up to the whole.</summary>
internal enum WaterfallPart
{
    /// <summary>From capture to the picture's taking for encoding on the camera.</summary>
    Capture,

    /// <summary>To the hand-over of the encoded picture to the camera's socket.</summary>
    CameraEncode,

    /// <summary>To the arrival of its last byte at the server; from capture, where the camera tells no more than that.</summary>
    Uplink,

    /// <summary>To its taking by a lane.</summary>
    Wait,

    /// <summary>To the end of decoding.</summary>
    Decode,

    /// <summary>To its detections: the network's input, run and output. None for a frame that carries the detections of another.</summary>
    Inference,

    /// <summary>To the end of drawing; from decoding for a frame that carries detections, which are moved in this part.</summary>
    Annotate,

    /// <summary>To the end of encoding.</summary>
    Encode,

    /// <summary>To its H.264 unit, or its coarser or smaller picture; none for a viewer that gets the frame as published.</summary>
    Transcode,

    /// <summary>To the hand-over to the viewer's socket: publishing order, the viewer's queue, window and link.</summary>
    SendQueue,

    /// <summary>To its whole arrival at the viewer.</summary>
    Downlink,

    /// <summary>To the end of its decoding there.</summary>
    ViewerDecode,

    /// <summary>To its painting.</summary>
    Paint,

    /// <summary>All of them together.</summary>
    Total,
}
