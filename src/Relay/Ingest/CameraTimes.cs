using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>What a camera tells of a frame's time with it, beyond the capture time.</summary>
/// <param name="OffsetMs">Server clock minus the camera's when it sent the frame; null where only pings tell it.</param>
/// <param name="CaptureMs">From capture to the picture's taking for encoding; null where it did not say when it took and sent it.</param>
/// <param name="EncodeMs">From there to the hand-over of the encoded picture to the camera's socket; null likewise.</param>
internal readonly record struct CameraTimes(double? OffsetMs, float? CaptureMs = null, float? EncodeMs = null)
{
    /// <summary>Longest that a camera may have had a frame, milliseconds: more is no time, but a wrong number.</summary>
    private const double LongestMs = 60_000;

    /// <summary>Reads them from a frame's metadata.</summary>
    /// <param name="metadata">The message.</param>
    /// <param name="timestamp">Its capture time.</param>
    public static CameraTimes Of(in JsonFields metadata, double timestamp)
    {
        double? offset = ClockReading.Offset(metadata);
        return metadata.TakenAt is { } taken && metadata.SentAt is { } sent && timestamp <= taken && taken <= sent && sent - timestamp <= LongestMs
            ? new CameraTimes(offset, (float)(taken - timestamp), (float)(sent - taken))
            : new CameraTimes(offset);
    }
}
