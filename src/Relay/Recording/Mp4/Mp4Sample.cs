namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>A frame in a fragment.</summary>
/// <param name="DurationMs">Time to the next one.</param>
/// <param name="Bytes">Length of its data.</param>
/// <param name="IsKey">Whether decoding can begin with it.</param>
internal readonly record struct Mp4Sample(uint DurationMs, int Bytes, bool IsKey);
