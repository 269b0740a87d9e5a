namespace RealtimeDetect.Relay.StreamApi;

/// <summary>The <c>type</c> of a message on the stream API's sockets.</summary>
internal enum StreamMessageType
{
    /// <summary>No type, or one that this server does not know: passed over.</summary>
    Unknown,

    /// <summary><c>start_stream</c></summary>
    StartStream,

    /// <summary><c>stop_stream</c></summary>
    StopStream,

    /// <summary><c>join_stream</c></summary>
    JoinStream,

    /// <summary><c>leave_stream</c></summary>
    LeaveStream,

    /// <summary><c>frame_data</c>, or <c>frame</c> as the format's example has it.</summary>
    Frame,

    /// <summary><c>stream_info</c>: asks for one.</summary>
    StreamInfo,
}
