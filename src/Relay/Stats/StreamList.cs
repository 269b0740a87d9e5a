namespace RealtimeDetect.Relay.Stats;

/// <summary>The answer of <c>GET /api/streams</c>.</summary>
/// <param name="Streams">The live streams, by token.</param>
internal sealed record StreamList(IReadOnlyList<StreamSummary> Streams);
