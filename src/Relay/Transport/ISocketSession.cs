namespace RealtimeDetect.Relay.Transport;

/// <summary>One socket's life, as the server sees it from outside.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal interface ISocketSession
{
    /// <summary>Why the socket ended or is to end; null while it lives.</summary>
    CloseReason? CloseReason { get; }

    /// <summary>Asks the socket to end.</summary>
    void RequestClose(CloseReason reason);
}
