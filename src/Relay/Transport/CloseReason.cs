namespace RealtimeDetect.Relay.Transport;

/// <summary>Why the server closes a socket: a WebSocket close code and its text.</summary>
/// <param name="Code">Close code, see the wire contract.</param>
/// <param name="Text">For the peer's developer; at most 123 bytes of UTF-8.</param>
internal sealed record CloseReason(int Code, string Text)
{
    /// <summary>The peer asked for it.</summary>
    public static readonly CloseReason PeerClosed = new(1000, "bye");

    /// <summary>The server is stopping.</summary>
    public static readonly CloseReason ServerStopping = new(1001, "server stopping");

    /// <summary>Too many errors without a processed frame between them.</summary>
    public static readonly CloseReason TooManyErrors = new(1008, "too many errors");

    /// <summary>A message beyond the largest size.</summary>
    public static readonly CloseReason MessageTooLarge = new(1009, "message too large");

    /// <summary>The peer's socket took nothing for too long.</summary>
    public static readonly CloseReason Stalled = new(1013, "socket took nothing; come back later");

    /// <summary>Another camera is live on this token.</summary>
    public static readonly CloseReason CameraTaken = new(4409, "another camera is live on this token");

    /// <summary>The same camera came back on a newer socket.</summary>
    public static readonly CloseReason Replaced = new(4410, "replaced by a newer socket of the same session");

    /// <summary>The stream takes no camera until it is started again.</summary>
    public static readonly CloseReason StreamStopped = new(4403, "this stream is stopped");

    /// <summary>The stream was deleted.</summary>
    public static readonly CloseReason StreamDeleted = new(4404, "this stream was deleted");
}
