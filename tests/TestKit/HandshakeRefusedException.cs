namespace RealtimeDetect.TestKit;

/// <summary>The server answered a WebSocket handshake with something other than 101.</summary>
public sealed class HandshakeRefusedException(int statusCode, Exception inner)
    : Exception($"Handshake refused with {statusCode}.", inner)
{
    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; } = statusCode;
}
