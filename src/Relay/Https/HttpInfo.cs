namespace RealtimeDetect.Relay.Https;

/// <summary>Plain HTTP as <c>GET /api/server</c> shows it.</summary>
/// <param name="Urls">Addresses to open.</param>
/// <param name="LoopbackOnly">Whether all are for this machine only.</param>
internal sealed record HttpInfo(IReadOnlyList<string> Urls, bool LoopbackOnly);
