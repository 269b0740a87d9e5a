namespace RealtimeDetect.Relay.Recording;

/// <summary>What a segment holds so far.</summary>
/// <param name="DurationMs">Length of the video.</param>
/// <param name="Bytes">Bytes of both files.</param>
/// <param name="Frames">Number of frames.</param>
internal readonly record struct SegmentTotals(long DurationMs, long Bytes, int Frames);
