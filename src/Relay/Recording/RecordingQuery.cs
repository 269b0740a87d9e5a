using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Which of a stream's recordings are asked for.</summary>
/// <param name="Token">The stream.</param>
/// <param name="FromMs">Only those that end after this, Unix milliseconds.</param>
/// <param name="ToMs">Only those that begin before this.</param>
/// <param name="Class">Only those in which this class was seen; null for all.</param>
/// <param name="Offset">How many of the newest are passed over.</param>
/// <param name="Limit">Most that are given.</param>
internal sealed record RecordingQuery(StreamToken Token, long FromMs = 0, long ToMs = long.MaxValue, string? Class = null, int Offset = 0, int Limit = 50);
