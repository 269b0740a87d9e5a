namespace RealtimeDetect.Adaptive;

/// <summary>Brings a sample's numbers into their ranges, so that no report, however absurd, reaches the arithmetic.</summary>
internal static class SampleGuard
{
    // Frames per second beyond any camera or screen.
    private const double HighestFps = 1000;

    // A minute, in milliseconds: beyond it a latency is a clock error, below minus it as well.
    private const double HighestLatencyMs = 60_000;

    private const int LongestQueue = 10_000;
    private const int DeepestPipeline = 64;
    private const int LargestBatch = 256;
    private const int MostDetections = 10_000;

    // A frame that comes in one piece takes no time that could be measured; bytes of any frame; a rate above every link's.
    private const double LeastSpanMs = 0.05;
    private const double LargestFrame = 1e9;
    private const double HighestBitsPerSecond = 1e12;
    private static readonly TimeSpan LongestStage = TimeSpan.FromMinutes(1);

    /// <summary>The sample with every number in range, at <paramref name="time"/>; viewers without a frame rate are left out.</summary>
    public static ControlSample Clamp(ControlSample sample, TimeSpan time) => sample with
    {
        Time = time,
        Viewers = [.. (sample.Viewers ?? []).Where(viewer => viewer is not null && !double.IsNaN(viewer.Fps)).Select(Clamp)],
        ReceivedFps = Clamp(sample.ReceivedFps, 0, HighestFps),
        PublishedFps = Clamp(sample.PublishedFps, 0, HighestFps),
        DetectedFps = Clamp(double.IsNaN(sample.DetectedFps) ? sample.PublishedFps : sample.DetectedFps, 0, HighestFps),
        ProcessingP95 = Clamp(sample.ProcessingP95),
        ServiceMean = Clamp(sample.ServiceMean > TimeSpan.Zero ? sample.ServiceMean : sample.ProcessingP95),
        InferenceMean = Clamp(sample.InferenceMean),
        PipelineDepth = Math.Clamp(sample.PipelineDepth, 1, DeepestPipeline),
        ComputeLoad = Clamp(sample.ComputeLoad, 0, 1),
        Uplink = Clamp(sample.Uplink),
        WaitMean = Clamp(sample.WaitMean),
        Batch = Math.Clamp(sample.Batch, 1, LargestBatch),
        LaneShare = double.IsNaN(sample.LaneShare) ? double.NaN : Math.Clamp(sample.LaneShare, 0, DeepestPipeline),
        Detections = double.IsNaN(sample.Detections) ? double.NaN : Math.Clamp(sample.Detections, 0, MostDetections),
    };

    private static LinkSample? Clamp(LinkSample? link) => link is null ? null : new LinkSample(
        Clamp(link.Fps, 0, HighestFps), Known(link.DelayMs, 0, HighestLatencyMs), Known(link.SpanMs, LeastSpanMs, HighestLatencyMs),
        Clamp(link.FrameBytes, 0, LargestFrame))
    {
        SlowestBitsPerSecond = Known(link.SlowestBitsPerSecond, 1, HighestBitsPerSecond),
        HighestWaitMs = Known(link.HighestWaitMs, 0, HighestLatencyMs),
    };

    private static ViewerSample Clamp(ViewerSample viewer) => viewer with
    {
        Fps = Clamp(viewer.Fps, 0, HighestFps),
        LatencyMs = double.IsNaN(viewer.LatencyMs) ? double.NaN : Clamp(viewer.LatencyMs, -HighestLatencyMs, HighestLatencyMs),
        QueueSize = Math.Clamp(viewer.QueueSize, 0, LongestQueue),
        Downlink = Clamp(viewer.Downlink),
        PaintMs = Known(viewer.PaintMs, 0, HighestLatencyMs),
        Tier = Known(viewer.Tier),
        LowestTier = Known(viewer.LowestTier),
        MaxFps = double.IsNaN(viewer.MaxFps) ? HighestFps : Clamp(viewer.MaxFps, 1, HighestFps),
    };

    private static PictureTier Known(PictureTier tier) => (PictureTier)Math.Clamp((int)tier, (int)PictureTier.Full, (int)PictureTier.Small);

    private static double Known(double value, double low, double high) => double.IsNaN(value) ? double.NaN : Math.Clamp(value, low, high);

    private static double Clamp(double value, double low, double high) => double.IsNaN(value) ? low : Math.Clamp(value, low, high);

    private static TimeSpan Clamp(TimeSpan value) => value < TimeSpan.Zero ? TimeSpan.Zero : value > LongestStage ? LongestStage : value;
}
