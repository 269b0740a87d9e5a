namespace RealtimeDetect.Relay.Transport;

/// <summary>What <see cref="MessageReader"/> read.</summary>
internal enum MessageKind
{
    /// <summary>A whole text message.</summary>
    Text,

    /// <summary>A whole binary message.</summary>
    Binary,

    /// <summary>The peer closed, or the connection broke.</summary>
    Closed,

    /// <summary>A message beyond the largest size that is read at all; nothing after it is.</summary>
    TooLarge,
}
