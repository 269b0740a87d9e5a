namespace RealtimeDetect.Adaptive;

/// <summary>What frames met on one link lately: the camera's to the server, or the server's to a viewer.</summary>
/// <param name="Fps">Frames that arrived a second; 0 where none did, and then the rest says nothing.</param>
/// <param name="DelayMs">Mean milliseconds to the arrival of the last byte: from capture on the way up, from the end of encoding on the
/// way down; NaN where the clocks do not tell.</param>
/// <param name="SpanMs">Mean milliseconds from the arrival of the first byte to that of the last; NaN where unknown.</param>
/// <param name="FrameBytes">Mean size of the frames in bytes.</param>
public sealed record LinkSample(double Fps, double DelayMs, double SpanMs, double FrameBytes)
{
    /// <summary>Bits per second of the frame that came in most slowly; NaN where unknown.</summary>
    public double SlowestBitsPerSecond { get; init; } = double.NaN;

    /// <summary>Most milliseconds of any frame's delay before its first byte; NaN where unknown.</summary>
    public double HighestWaitMs { get; init; } = double.NaN;
}
