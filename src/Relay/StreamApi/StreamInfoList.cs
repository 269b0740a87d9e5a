namespace RealtimeDetect.Relay.StreamApi;

/// <summary>The answer of <c>GET /api/streams</c>.</summary>
/// <param name="Streams">The streams that were created, and those that somebody is on; by token.</param>
internal sealed record StreamInfoList(IReadOnlyList<StreamInfo> Streams);
