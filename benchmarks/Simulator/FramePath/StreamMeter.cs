using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Stats;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>What the server counts and times of one stream, and what it makes of it for the controller.</summary>
internal sealed class StreamMeter(EventLoop loop)
{
    // The server's own: rates and processing times over 2 s, means over a step.
    private const double RateMs = 2000;

    private readonly RecentValues _received = new(loop, RateMs);
    private readonly RecentValues _detected = new(loop, RateMs);
    private readonly RecentValues _processing = new(loop, RateMs);
    private readonly LinkWindow _uplink = new(new SimulatedTime(loop));
    private readonly StepMean _service = new();
    private readonly StepMean _inference = new();
    private readonly StepMean _wait = new();

    /// <summary>Frames published a second.</summary>
    public double PublishedFps => _processing.PerSecond;

    /// <summary>Frames detected a second.</summary>
    public double DetectedFps => _detected.PerSecond;

    /// <summary>Counts a frame whose last byte has come.</summary>
    public void OnReceived(SimulatedFrame frame, double spanMs)
    {
        _received.Add(0);
        _uplink.Add(loop.NowMs - frame.CapturedMs, spanMs, (int)frame.Bytes);
    }

    /// <summary>Times a frame's wait for a lane.</summary>
    public void OnTaken(SimulatedFrame frame) => _wait.Add(loop.NowMs - frame.ArrivedMs);

    /// <summary>Times a frame on its way out.</summary>
    public void OnPublished(SimulatedFrame frame) => _processing.Add(loop.NowMs - frame.ArrivedMs);

    /// <summary>Times a detection that has ended.</summary>
    public void OnDetected(SimulatedFrame frame)
    {
        _detected.Add(0);
        _service.Add(frame.ServiceMs);
        _inference.Add(frame.InferenceMs);
    }

    /// <summary>The sample that a step of the controller is given.</summary>
    /// <param name="viewers">Reports that have arrived.</param>
    /// <param name="viewerCount">Viewers there.</param>
    /// <param name="load">Share of the lanes in use.</param>
    /// <param name="lanes">Number of lanes.</param>
    public ControlSample Take(IReadOnlyList<ViewerSample> viewers, int viewerCount, double load, int lanes)
    {
        return new ControlSample
        {
            Time = TimeSpan.FromMilliseconds(loop.NowMs),
            Viewers = viewers,
            ViewerCount = viewerCount,
            ReceivedFps = _received.PerSecond,
            PublishedFps = PublishedFps,
            DetectedFps = DetectedFps,
            MayCarry = true,
            ProcessingP95 = TimeSpan.FromMilliseconds(_processing.Quantile(0.95)),
            ServiceMean = TimeSpan.FromMilliseconds(_service.Take()),
            InferenceMean = TimeSpan.FromMilliseconds(_inference.Take()),
            WaitMean = TimeSpan.FromMilliseconds(_wait.Take()),
            PipelineDepth = lanes,
            CameraConnected = true,
            ComputeLoad = load,
            Uplink = _uplink.Take(),
        };
    }
}
