namespace RealtimeDetect.Adaptive;

/// <summary>One viewer's newest report; reports older than 5 s are not passed in.</summary>
/// <param name="Fps">Frames painted per second, as the viewer counts them; 0 or more.</param>
/// <param name="LatencyMs">Capture to paint in milliseconds, as the viewer sees it; NaN where it does not know.</param>
/// <param name="QueueSize">Frames that wait in the viewer to be painted; 0 or more.</param>
public sealed record ViewerSample(double Fps, double LatencyMs, int QueueSize)
{
    /// <summary>
    /// Tells one viewer's reports from another's, so that its latency is compared with its own and its first 3 s are left out;
    /// 0 means unknown, and then its latency is left out.
    /// </summary>
    public long ViewerId { get; init; }

    /// <summary>Frames per second that the viewer asked for by subscribe; infinity where it asked for all.</summary>
    public double MaxFps { get; init; } = double.PositiveInfinity;

    /// <summary>What frames met on the way to this viewer; null where it does not tell.</summary>
    public LinkSample? Downlink { get; init; }

    /// <summary>Mean milliseconds from the arrival of a frame's last byte to its painting; NaN where unknown.</summary>
    public double PaintMs { get; init; } = double.NaN;

    /// <summary>The tier in which the viewer is sent frames now; where single ones are lowered, that of most of them.</summary>
    public PictureTier Tier { get; init; }

    /// <summary>Whether the server lowers single frames that would be late by itself, between two steps.</summary>
    public bool LowersLateFrames { get; init; }

    /// <summary>The lowest tier that the viewer takes.</summary>
    public PictureTier LowestTier { get; init; }
}
