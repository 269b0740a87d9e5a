namespace RealtimeDetect.Relay.Transport;

/// <summary>The <c>type</c> of a message from a peer.</summary>
internal enum MessageType
{
    /// <summary>No <c>type</c>, or one that is no string.</summary>
    None,

    /// <summary>A type that this server does not know.</summary>
    Unknown,

    /// <summary><c>frame_metadata</c></summary>
    FrameMetadata,

    /// <summary><c>clock_ping</c></summary>
    ClockPing,

    /// <summary><c>frame_ack</c></summary>
    FrameAck,

    /// <summary><c>performance_stats</c></summary>
    PerformanceStats,

    /// <summary><c>subscribe</c></summary>
    Subscribe,
}
