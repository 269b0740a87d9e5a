using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Stats;

namespace RealtimeDetect.Relay.Control;

/// <summary>Folds a stream's counts and its viewers' reports into one sample a step, and keeps the controller's last decision.</summary>
/// <remarks><b>Threading:</b> stepped by <see cref="ControlTicker"/> only; <see cref="Decision"/> is read from any thread.</remarks>
internal sealed class ControlLoop
{
    /// <summary>Span of the processing times that a decision looks at, seconds, and the fewest frames that make a percentile.</summary>
    private const int RecentSeconds = 2, FewestFrames = 10;

    private readonly AdaptiveController _controller;
    private readonly LaneLoad _load;
    private readonly TimeProvider _time;
    private readonly long _start;
    private FrameStats _last = new(0, 0, 0, 0, 0, 0);
    private ControlDecision _decision;

    /// <summary>Starts at the controller's starting point.</summary>
    public ControlLoop(ControllerOptions options, LaneLoad load, TimeProvider time)
    {
        _controller = new AdaptiveController(options);
        _load = load;
        _time = time;
        _start = time.GetTimestamp();
        _decision = new ControlDecision(_controller.Point, "starting point", false);
    }

    /// <summary>The last decision.</summary>
    public ControlDecision Decision => Volatile.Read(ref _decision);

    /// <summary>Decides once; true if the operating point changed.</summary>
    /// <param name="statistics">The stream's counts.</param>
    /// <param name="viewers">What viewers reported lately.</param>
    /// <param name="viewerCount">Viewers connected, reporting or not.</param>
    /// <param name="cameraConnected">Whether a camera is connected.</param>
    public bool Step(StreamStatistics statistics, IReadOnlyList<ViewerSample> viewers, int viewerCount, bool cameraConnected)
    {
        FrameStats frames = statistics.Frames.Read();
        long received = frames.Received - _last.Received;
        long undetected = frames.Dropped + frames.Carried - _last.Dropped - _last.Carried;
        _last = frames;
        double publishedFps = statistics.Published.PerSecond;
        int recentFrames = Math.Max(FewestFrames, (int)(publishedFps * RecentSeconds));
        ControlDecision decision = _controller.Decide(new ControlSample
        {
            Time = _time.GetElapsedTime(_start),
            Viewers = viewers,
            ViewerCount = viewerCount,
            ReceivedFps = statistics.Received.PerSecond,
            PublishedFps = publishedFps,
            DetectedFps = statistics.Detected.PerSecond,
            DropShare = received > 0 ? Math.Clamp((double)undetected / received, 0, 1) : 0,
            ProcessingP95 = TimeSpan.FromMilliseconds(statistics.Processing.Read(recentFrames).P95),
            ServiceMean = TimeSpan.FromMilliseconds(statistics.ServiceMs),
            InferenceMean = TimeSpan.FromMilliseconds(statistics.InferenceMs),
            PipelineDepth = _load.Depth,
            CameraConnected = cameraConnected,
            ComputeLoad = _load.Share,
        });
        Volatile.Write(ref _decision, decision);
        return decision.Changed;
    }
}
