namespace RealtimeDetect.Adaptive.Tests;

/// <summary>A closed loop: camera, machine and viewers follow the controller's operating point with the delays of the real ones.</summary>
internal sealed class SimulatedStream(ControllerOptions options, int seed)
{
    // Decisions a second: two.
    private const double StepSeconds = 0.5;

    private readonly Random _random = new(seed);
    private double _cameraFps = 30;
    private double _receivedFps = 30;
    private double _publishedFps = 30;
    private int _step;

    public StreamPlanner Planner { get; } = new(WithFarObjective(options));

    public List<SimulatedViewer> Viewers { get; } = [new SimulatedViewer(1, 60)];

    /// <summary>How much slower than a free machine everything runs; 1 is free.</summary>
    public double Slowdown { get; set; } = 1;

    /// <summary>Milliseconds of inference at 640 on a free machine.</summary>
    public double InferenceMs { get; set; } = 20;

    /// <summary>Milliseconds of everything else a frame on a free machine.</summary>
    public double CodecMs { get; set; } = 5;

    /// <summary>Frames per second that the camera can deliver.</summary>
    public double CameraMaxFps { get; set; } = 60;

    /// <summary>Seconds since the start.</summary>
    public double Seconds => _step * StepSeconds;

    /// <summary>Every operating point so far, one a step.</summary>
    public List<OperatingPoint> History { get; } = [];

    public OperatingPoint Point => Planner.Point;

    /// <summary>Runs for so many seconds and returns how often the operating point changed.</summary>
    public int Run(double seconds, Action<SimulatedStream>? beforeStep = null)
    {
        int changes = Planner.Changes;
        for (double end = Seconds + seconds; Seconds < end; _step++)
        {
            beforeStep?.Invoke(this);
            Planner.Decide(Measure());
            History.Add(Point);
        }

        return Planner.Changes - changes;
    }

    private ControlSample Measure()
    {
        double share = (double)Point.InferenceSize * Point.InferenceSize / (640 * 640);
        double inferenceMs = InferenceMs * share * Slowdown * Noise();
        double serviceMs = inferenceMs + (CodecMs * Slowdown * Noise());
        double capacityFps = 1000 / serviceMs;
        _cameraFps += (Math.Min(CameraMaxFps, Point.TargetFps) - _cameraFps) * 0.5;
        double publishedFps = Math.Min(_cameraFps, capacityFps);
        _receivedFps += ((_cameraFps * Noise()) - _receivedFps) * 0.4;
        _publishedFps += (publishedFps - _publishedFps) * 0.4;
        double p95Ms = serviceMs * (_cameraFps > capacityFps ? 2 : 1.2);
        return new ControlSample
        {
            Time = TimeSpan.FromSeconds(Seconds),
            Viewers = [.. Viewers.Select(viewer => viewer.Step(Point, _publishedFps, p95Ms, _random))],
            ViewerCount = Viewers.Count,
            ReceivedFps = _receivedFps,
            PublishedFps = _publishedFps,
            ProcessingP95 = TimeSpan.FromMilliseconds(p95Ms),
            ServiceMean = TimeSpan.FromMilliseconds(serviceMs),
            InferenceMean = TimeSpan.FromMilliseconds(inferenceMs),
            CameraConnected = true,
            ComputeLoad = Math.Min(1, publishedFps * serviceMs / 1000),
        };
    }

    private double Noise() => 1 + (0.1 * (_random.NextDouble() - 0.5));

    // These viewers time no links; what is tested is how load and reports are followed, not the delay objective.
    private static ControllerOptions WithFarObjective(ControllerOptions options)
    {
        options.DelayObjectiveMs = 2000;
        return options;
    }
}
