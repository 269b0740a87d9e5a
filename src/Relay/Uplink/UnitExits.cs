using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>Where the units of a <see cref="UnitLine"/> go: each takes exactly one of the first two ways.</summary>
/// <remarks><b>Threading:</b> called under the line's lock, so that order is kept; each only counts and posts.</remarks>
/// <param name="Settle">Ends a unit that becomes no frame: its outcome, why it was dropped, and what its sender is told.</param>
/// <param name="Publish">Takes over the JPEG of a decoded unit, in a rented buffer, and its length.</param>
/// <param name="AskForKey">Asks the camera for a key frame.</param>
internal sealed record UnitExits(
    Action<UnitTicket, FrameOutcome, DropReason?, ProtocolError?> Settle, Action<UnitTicket, byte[], int> Publish, Action AskForKey);
