using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>What the server counts and times of one stream, and what it makes of it for the controller.</summary>
internal sealed class StreamMeter(EventLoop loop)
{
    // The server's own: rates over 2 s, processing times over 2 s, means that follow within ten frames.
    private const double RateMs = 2000;
    private const double NewestShare = 0.1;

    private readonly RecentValues _received = new(loop, RateMs);
    private readonly RecentValues _processing = new(loop, RateMs);
    private readonly LinkMeter _uplink = new();
    private double _serviceMs;
    private double _inferenceMs;
    private double _waitMs;
    private int _receivedNow;
    private int _droppedNow;

    /// <summary>Frames published a second.</summary>
    public double PublishedFps => _processing.PerSecond;

    /// <summary>Counts a frame whose last byte has come.</summary>
    public void OnReceived(SimulatedFrame frame, double spanMs)
    {
        _received.Add(0);
        _receivedNow++;
        _uplink.Add(loop.NowMs - frame.CapturedMs, spanMs, frame.Bytes);
    }

    /// <summary>Counts a frame that a newer one has replaced.</summary>
    public void OnDropped() => _droppedNow++;

    /// <summary>Times a frame's wait for a lane.</summary>
    public void OnTaken(SimulatedFrame frame) => _waitMs = Mean(_waitMs, loop.NowMs - frame.ArrivedMs);

    /// <summary>Times a frame on its way out.</summary>
    public void OnPublished(SimulatedFrame frame)
    {
        _processing.Add(loop.NowMs - frame.ArrivedMs);
        _serviceMs = Mean(_serviceMs, frame.ServiceMs);
        _inferenceMs = Mean(_inferenceMs, frame.InferenceMs);
    }

    /// <summary>The sample that a step of the controller is given.</summary>
    /// <param name="viewers">Reports that have arrived.</param>
    /// <param name="viewerCount">Viewers there.</param>
    /// <param name="load">Share of the lanes in use.</param>
    /// <param name="lanes">Number of lanes.</param>
    public ControlSample Take(IReadOnlyList<ViewerSample> viewers, int viewerCount, double load, int lanes)
    {
        var sample = new ControlSample
        {
            Time = TimeSpan.FromMilliseconds(loop.NowMs),
            Viewers = viewers,
            ViewerCount = viewerCount,
            ReceivedFps = _received.PerSecond,
            PublishedFps = PublishedFps,
            DropShare = _receivedNow > 0 ? Math.Clamp((double)_droppedNow / _receivedNow, 0, 1) : 0,
            ProcessingP95 = TimeSpan.FromMilliseconds(_processing.Quantile(0.95)),
            ServiceMean = TimeSpan.FromMilliseconds(_serviceMs),
            InferenceMean = TimeSpan.FromMilliseconds(_inferenceMs),
            WaitMean = TimeSpan.FromMilliseconds(_waitMs),
            PipelineDepth = lanes,
            CameraConnected = true,
            ComputeLoad = load,
            Uplink = _uplink.Take(),
        };
        (_receivedNow, _droppedNow) = (0, 0);
        return sample;
    }

    private static double Mean(double mean, double value) => mean == 0 ? value : mean + ((value - mean) * NewestShare);
}
