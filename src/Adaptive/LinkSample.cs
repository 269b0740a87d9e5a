namespace RealtimeDetect.Adaptive;

/// <summary>What frames met on one link since the last sample: the camera's to the server, or the server's to a viewer.</summary>
/// <param name="Frames">Frames that arrived; 0 where none did, and then the rest says nothing.</param>
/// <param name="DelayMs">Mean milliseconds to the arrival of the last byte: from capture on the way up, from the end of encoding on the way down.</param>
/// <param name="SpanMs">Mean milliseconds from the arrival of the first byte to that of the last; NaN where unknown.</param>
/// <param name="FrameBytes">Mean size of the frames in bytes.</param>
public sealed record LinkSample(int Frames, double DelayMs, double SpanMs, double FrameBytes)
{
    /// <summary>Milliseconds to the arrival of the last byte of the frame that took longest.</summary>
    public double HighestDelayMs { get; init; } = DelayMs;
}
