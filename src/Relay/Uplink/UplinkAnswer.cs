namespace RealtimeDetect.Relay.Uplink;

/// <summary>Whether cameras may send H.264 here, as <c>GET /api/server</c> shows it.</summary>
/// <param name="Accepted">Whether they may.</param>
/// <param name="Reason">One sentence for a person.</param>
internal sealed record UplinkAnswer(bool Accepted, string Reason);
