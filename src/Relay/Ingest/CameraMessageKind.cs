namespace RealtimeDetect.Relay.Ingest;

/// <summary>What a camera's text message is.</summary>
internal enum CameraMessageKind
{
    /// <summary>Well-formed frame metadata.</summary>
    Metadata,

    /// <summary>Frame metadata that breaks the contract, or no JSON object at all.</summary>
    Malformed,

    /// <summary>A <c>clock_ping</c> with a numeric <c>t0</c>.</summary>
    ClockPing,

    /// <summary>A type that this server does not know, or a ping without a time: passed over.</summary>
    Ignored,
}
