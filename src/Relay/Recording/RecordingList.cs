namespace RealtimeDetect.Relay.Recording;

/// <summary>A page of a stream's recordings, newest first.</summary>
/// <param name="Recordings">The page.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="Offset">How many stand before it.</param>
internal sealed record RecordingList(IReadOnlyList<RecordingInfo> Recordings, long Total, int Offset);
