namespace RealtimeDetect.Adaptive.Tests;

/// <summary>A stream whose links are timed: samples follow the operating point as a link of a rate and a machine of a speed make them.</summary>
internal sealed class LinkedStream(ControllerOptions options)
{
    // Bytes of a frame at the starting point, and what a picture setting makes of them.
    private const double FullBytes = 72_000;
    private const double StepSeconds = 0.5;

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
        double bytes = FullBytes * Math.Pow(Point.MaxLongSidePx / 1280.0, 1.4) * Math.Pow(Point.JpegQuality / 0.8, 1.1);
        double spanMs = bytes * 8000 / UplinkRate;
        double inferenceMs = InferenceMs * Point.InferenceSize * Point.InferenceSize / (640 * 640);
        double fps = Math.Min(Point.TargetFps, CameraFps);
        return new ControlSample
        {
            Time = TimeSpan.FromSeconds(_step * StepSeconds),
            Viewers = [new ViewerSample(fps, UplinkMs + spanMs + inferenceMs + 30, 0)
            {
                ViewerId = 1,
                Downlink = new LinkSample(fps, 5, 3, bytes) { SlowestBitsPerSecond = bytes * 8000 / 3.2, HighestWaitMs = 3 },
                PaintMs = 16,
            }],
            ViewerCount = 1,
            ReceivedFps = fps,
            PublishedFps = fps,
            ProcessingP95 = TimeSpan.FromMilliseconds(inferenceMs + 6),
            ServiceMean = TimeSpan.FromMilliseconds(inferenceMs + 4),
            InferenceMean = TimeSpan.FromMilliseconds(inferenceMs),
            PipelineDepth = 2,
            CameraConnected = true,
            Uplink = new LinkSample(fps, UplinkMs + spanMs, spanMs, bytes)
            {
                SlowestBitsPerSecond = 0.9 * UplinkRate,
                HighestWaitMs = UplinkMs + 3,
            },
            Detections = Detections,
        };
    }
}
