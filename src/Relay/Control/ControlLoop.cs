using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Stats;

namespace RealtimeDetect.Relay.Control;

/// <summary>Folds a stream's counts and its viewers' reports into one sample a step, and keeps the controller's last decision.</summary>
/// <remarks><b>Threading:</b> stepped by <see cref="ControlTicker"/> only; <see cref="Decision"/> is read from any thread.</remarks>
internal sealed class ControlLoop
{
    /// <summary>Span of the processing times that a decision looks at, seconds, and the fewest frames that make a percentile.</summary>
    private const int RecentSeconds = 2, FewestFrames = 10;

    private readonly StreamPlanner _planner;
    private readonly ControlHistory _history;
    private readonly LaneLoad _load;
    private readonly bool _mayCarry;
    private readonly TimeProvider _time;
    private readonly long _start;
    private ControlDecision _decision;

    /// <summary>Starts at the controller's starting point.</summary>
    /// <param name="options">Ranges and paces.</param>
    /// <param name="tiers">What viewers can be sent in place of the published picture.</param>
    /// <param name="load">How busy the lanes are.</param>
    /// <param name="mayCarry">Whether the stream's frames are carried where its detector is slower.</param>
    /// <param name="time">The clock.</param>
    public ControlLoop(ControllerOptions options, TierPictures tiers, LaneLoad load, bool mayCarry, TimeProvider time)
    {
        _planner = new StreamPlanner(options, tiers);
        _load = load;
        _mayCarry = mayCarry;
        _time = time;
        _start = time.GetTimestamp();
        _decision = new ControlDecision(_planner.Point, "starting point", false);
        _history = new ControlHistory(_decision, time);
    }

    /// <summary>The last decision.</summary>
    public ControlDecision Decision => Volatile.Read(ref _decision);

    /// <summary>The last changes of the operating point, oldest first.</summary>
    public IReadOnlyList<ControlChange> Changes => _history.Read();

    /// <summary>Lanes that the stream would occupy if it had them all.</summary>
    public double WantedLanes => _planner.WantedLanes;

    /// <summary>Decides once; true if the operating point changed.</summary>
    /// <param name="statistics">The stream's counts.</param>
    /// <param name="viewers">What viewers reported lately.</param>
    /// <param name="viewerCount">Viewers connected, reporting or not; a recording counts as one where there is none.</param>
    /// <param name="cameraConnected">Whether a camera is connected.</param>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    public bool Step(
        StreamStatistics statistics, IReadOnlyList<ViewerSample> viewers, int viewerCount, bool cameraConnected, double laneShare)
    {
        double publishedFps = statistics.Published.PerSecond;
        int recentFrames = Math.Max(FewestFrames, (int)(publishedFps * RecentSeconds));
        ControlDecision decision = _planner.Decide(new ControlSample
        {
            Time = _time.GetElapsedTime(_start),
            Viewers = viewers,
            ViewerCount = viewerCount,
            ReceivedFps = statistics.Received.PerSecond,
            PublishedFps = publishedFps,
            DetectedFps = statistics.Detected.PerSecond,
            MayCarry = _mayCarry,
            ProcessingP95 = TimeSpan.FromMilliseconds(statistics.Processing.Read(recentFrames).P95),
            ServiceMean = TimeSpan.FromMilliseconds(statistics.ServiceMs.Take()),
            InferenceMean = TimeSpan.FromMilliseconds(statistics.InferenceMs.Take()),
            PipelineDepth = _load.Depth,
            CameraConnected = cameraConnected,
            ComputeLoad = _load.Share,
            Uplink = statistics.Uplink.Take(),
            WaitMean = TimeSpan.FromMilliseconds(statistics.WaitMs.Take()),
            Detections = publishedFps > 0 ? statistics.Detections.Take() : double.NaN,
            LaneShare = laneShare,
        });
        Volatile.Write(ref _decision, decision);
        _history.Add(decision);
        return decision.Changed;
    }
}
