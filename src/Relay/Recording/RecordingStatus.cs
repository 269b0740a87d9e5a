namespace RealtimeDetect.Relay.Recording;

/// <summary>The answer of <c>GET /api/streams/{id}/recording</c>.</summary>
/// <param name="Available">Whether this server can record.</param>
/// <param name="Reason">Why not, for a person; null if it can.</param>
/// <param name="Recording">What is being recorded.</param>
/// <param name="Rule">When it is.</param>
/// <param name="BufferS">Seconds held ready where the rule says so.</param>
/// <param name="FreeBytes">Bytes free on the disk; null before anything was recorded.</param>
internal sealed record RecordingStatus(bool Available, string? Reason, RecordingStats Recording, RecordingRuleInfo Rule, double BufferS, long? FreeBytes);
