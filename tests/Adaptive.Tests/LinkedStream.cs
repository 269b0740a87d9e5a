namespace RealtimeDetect.Adaptive.Tests;

/// <summary>A stream whose links are timed: samples follow the operating point as a link of a rate and a machine of a speed make them.</summary>
internal sealed class LinkedStream(ControllerOptions options)
{
    // Bytes of a frame at the starting point, and what a picture setting makes of them.
    private const double FullBytes = 72_000;
    private const double StepSeconds = 0.5;

    // A camera waits a little for acks where its link is full.
    private const double MostUplinkShare = 0.97;

    private static readonly TierPictures Tiers = new();

    private int _step;

    public StreamPlanner Planner { get; } = new(options);

    public OperatingPoint Point => Planner.Point;

    /// <summary>Bits per second of the camera's link.</summary>
    public double UplinkRate { get; set; } = 100e6;

    /// <summary>Milliseconds of the link's delay without serialisation.</summary>
    public double UplinkMs { get; set; } = 15;

    /// <summary>Milliseconds of inference at 640.</summary>
    public double InferenceMs { get; set; } = 20;

    /// <summary>Frames per second that the camera sends at most.</summary>
    public double CameraFps { get; set; } = 60;

    /// <summary>Objects in each frame.</summary>
    public double Detections { get; set; } = 3;

    /// <summary>Who watches; ids count from 1.</summary>
    public IList<LinkedViewer> Viewers { get; init; } = [new LinkedViewer()];

    /// <summary>Viewers that report nothing.</summary>
    public int SilentViewers { get; set; }

    /// <summary>The last decision.</summary>
    public ControlDecision? Decision { get; private set; }

    /// <summary>Runs for so many seconds.</summary>
    public void Run(double seconds)
    {
        for (double end = (_step * StepSeconds) + seconds; _step * StepSeconds < end; _step++)
            Decision = Planner.Decide(Measure());
    }

    private ControlSample Measure()
    {
        double bytes = Bytes(Point.JpegQuality, Point.MaxLongSidePx);
        double spanMs = bytes * 8000 / UplinkRate;
        double inferenceMs = InferenceMs * Point.InferenceSize * Point.InferenceSize / (640 * 640);
        double fps = Math.Min(Math.Min(Point.TargetFps, CameraFps), MostUplinkShare * 1000 / spanMs);
        bool isStepWithFrames = Math.Floor((_step + 1) * StepSeconds * fps) > Math.Floor(_step * StepSeconds * fps);
        return new ControlSample
        {
            Time = TimeSpan.FromSeconds(_step * StepSeconds),
            Viewers = [.. Viewers.Select((viewer, i) => Report(i + 1, viewer, fps, UplinkMs + spanMs + inferenceMs + 6))],
            ViewerCount = Viewers.Count + SilentViewers,
            ReceivedFps = fps,
            PublishedFps = fps,
            ProcessingP95 = TimeSpan.FromMilliseconds(inferenceMs + 6),
            ServiceMean = TimeSpan.FromMilliseconds(inferenceMs + 4),
            InferenceMean = TimeSpan.FromMilliseconds(inferenceMs),
            PipelineDepth = 2,
            CameraConnected = true,
            Uplink = !isStepWithFrames ? null : new LinkSample(fps, UplinkMs + spanMs, spanMs, bytes)
            {
                SlowestBitsPerSecond = 0.9 * UplinkRate,
                HighestWaitMs = UplinkMs + 3,
            },
            Detections = Detections,
        };
    }

    private ViewerSample Report(long id, LinkedViewer viewer, double fps, double toServerMs)
    {
        PictureTier tier = Decision?.LoweredTiers.GetValueOrDefault(id) ?? PictureTier.Full;
        (double quality, int side) = Tiers.Of(tier, Point.JpegQuality, Point.MaxLongSidePx);
        double bytes = Bytes(quality, side), spanMs = bytes * 8000 / viewer.Rate;
        double paintMs = 10 + (viewer.DecodeMs * side * side / (1280.0 * 1280));
        double arrivedFps = Math.Min(fps, 1000 / spanMs);
        return new ViewerSample(arrivedFps, toServerMs + viewer.DelayMs + spanMs + paintMs, 0)
        {
            ViewerId = id,
            Downlink = new LinkSample(arrivedFps, viewer.DelayMs + spanMs, spanMs, bytes)
            {
                SlowestBitsPerSecond = 0.9 * viewer.Rate,
                HighestWaitMs = viewer.DelayMs + 1,
            },
            PaintMs = paintMs,
            Tier = tier,
            LowestTier = viewer.LowestTier,
            LowersLateFrames = viewer.LowersLateFrames,
        };
    }

    private static double Bytes(double quality, double longSidePx) => FullBytes * Math.Pow(longSidePx / 1280, 1.4) * Math.Pow(quality / 0.8, 1.1);
}
