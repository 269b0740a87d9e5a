namespace RealtimeDetect.Relay.Stats;

/// <summary>The forms in which a stream leaves the server.</summary>
internal enum OutputKind
{
    /// <summary>JPEG on the viewer socket.</summary>
    Jpeg,

    /// <summary>H.264 on the viewer socket.</summary>
    H264,

    /// <summary>Motion JPEG.</summary>
    Mjpeg,

    /// <summary>Detections only.</summary>
    Events,

    /// <summary>Single pictures.</summary>
    Snapshot,

    /// <summary>Base64 JPEG on the stream API's socket.</summary>
    Base64,
}
