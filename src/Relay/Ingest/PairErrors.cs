using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>What a text on a camera's socket was answered with: nothing, or up to two errors.</summary>
/// <param name="Orphan">The metadata before it never got its JPEG.</param>
/// <param name="Malformed">The text itself breaks the contract.</param>
internal readonly record struct PairErrors(ProtocolError? Orphan, ProtocolError? Malformed)
{
    /// <summary>Nothing wrong.</summary>
    public static PairErrors None => default;
}
