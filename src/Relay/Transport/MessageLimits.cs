namespace RealtimeDetect.Relay.Transport;

/// <summary>How much of a socket's messages is kept, and when one is too large to go on reading.</summary>
/// <param name="MaxTextBytes">Most bytes of a text that are kept.</param>
/// <param name="MaxBinaryBytes">Most bytes of a binary that are kept; 0 where none is expected.</param>
/// <param name="MaxMessageBytes">A longer message of either kind ends the socket.</param>
internal readonly record struct MessageLimits(int MaxTextBytes, int MaxBinaryBytes, long MaxMessageBytes);
