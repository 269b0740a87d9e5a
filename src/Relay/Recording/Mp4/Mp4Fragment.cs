namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>One fragment of a file: a <c>moof</c> and its <c>mdat</c>.</summary>
/// <param name="Bytes">Length of both.</param>
/// <param name="DurationMs">Time of its frames.</param>
/// <param name="Frames">Number of its frames.</param>
/// <param name="BeginsWithKey">Whether a player can begin here.</param>
internal readonly record struct Mp4Fragment(int Bytes, long DurationMs, int Frames, bool BeginsWithKey);
