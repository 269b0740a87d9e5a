using System.Collections.Immutable;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Streams;

/// <summary>One camera's live path: its pipeline, its outputs, its control loop and its counts. Outlives the camera's reconnects.</summary>
/// <remarks>
/// <b>Threading:</b> any thread; the publishing fields belong to the lane that publishes. <b>Ownership:</b> made and ended by
/// <see cref="StreamRegistry"/>.
/// </remarks>
internal sealed class LiveStream : IPipelineOwner, IDisposable
{
    private readonly Lock _lock = new();
    private readonly FramePipeline _pipeline;
    private readonly FrameFanOut _fanOut = new();
    private readonly PublishedNumbers _numbers = new();
    private readonly TimeProvider _time;
    private readonly int _window;
    private ICameraSource? _camera;
    private string? _cameraSession;
    private long _idleSince;
    private DateTimeOffset? _cameraLeftAt;
    private bool _takesCamera = true;
    private CloseReason? _ended;
    private FrameResult? _lastResult;

    /// <summary>Makes a stream without camera and viewers.</summary>
    public LiveStream(StreamToken token, string modelName, int window, StreamServices services)
    {
        Token = token;
        ModelName = modelName;
        _window = window;
        _time = services.Time;
        _idleSince = _time.GetTimestamp();
        Statistics = new StreamStatistics(services.Time, services.Metrics);
        StreamCarrier? carrier = services.NewCarrier();
        Control = new ControlLoop(services.Controller, services.Tiers, services.Load, mayCarry: carrier is not null, services.Time);
        _pipeline = new FramePipeline(services.Scheduler, this, carrier);
    }

    /// <summary>What names it.</summary>
    public StreamToken Token { get; }

    /// <inheritdoc/>
    public string ModelName { get; }

    /// <summary>Its counts and times.</summary>
    public StreamStatistics Statistics { get; }

    /// <summary>Its controller's loop.</summary>
    public ControlLoop Control { get; }

    /// <inheritdoc/>
    public OperatingPoint OperatingPoint => Control.Decision.Point;

    /// <summary>Number of viewers.</summary>
    public int ViewerCount => _fanOut.ViewerCount;

    /// <summary>The same for the controller: a recording that nobody watches is as good as a viewer.</summary>
    public int WatchCount => Math.Max(ViewerCount, _fanOut.WantsFullRate ? 1 : 0);

    /// <summary>Whether a camera is connected.</summary>
    public bool CameraConnected => Volatile.Read(ref _camera) is not null;

    /// <summary>Whether a camera is let in; turned off, the one that is there is sent away.</summary>
    public bool TakesCamera
    {
        get => Volatile.Read(ref _takesCamera);
        set
        {
            Volatile.Write(ref _takesCamera, value);
            if (!value)
                Volatile.Read(ref _camera)?.RequestClose(CloseReason.StreamStopped);
        }
    }

    /// <summary>Why a camera is refused.</summary>
    public CloseReason CameraRefusal => Volatile.Read(ref _ended) ?? (TakesCamera ? CloseReason.CameraTaken : CloseReason.StreamStopped);

    /// <summary>When the last camera left; null while one is connected, and before the first.</summary>
    public DateTimeOffset? CameraLeftAt
    {
        get
        {
            lock (_lock)
                return _cameraLeftAt;
        }
    }

    /// <summary>Whether it has neither camera nor viewer.</summary>
    public bool IsIdle => !CameraConnected && ViewerCount == 0;

    /// <summary>Size of the last published frame; null before the first.</summary>
    public PixelSize? PictureSize => Volatile.Read(ref _lastResult)?.Size;

    /// <summary>What is asked of the camera now.</summary>
    public StreamConfig Config
    {
        get
        {
            OperatingPoint point = OperatingPoint;
            return new StreamConfig(point.TargetFps, point.JpegQuality, point.MaxLongSidePx, _window, ViewerCount);
        }
    }

    /// <summary>How long the stream has had neither camera nor viewer; zero while it has one.</summary>
    public TimeSpan IdleTime
    {
        get
        {
            lock (_lock)
                return _camera is null && _fanOut.ViewerCount == 0 ? _time.GetElapsedTime(_idleSince) : TimeSpan.Zero;
        }
    }

    /// <summary>Starts the idle time anew.</summary>
    public void Touch()
    {
        lock (_lock)
            _idleSince = _time.GetTimestamp();
    }

    /// <summary>Takes a camera in. One of the same session replaces its own older socket; another is refused.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="session">Its session id, where it named one.</param>
    public bool TryAttachCamera(ICameraSource camera, string? session)
    {
        ICameraSource? replaced;
        lock (_lock)
        {
            replaced = _camera;
            if (!_takesCamera || _ended is not null)
                return false;
            if (replaced is not null && (session is null || session != _cameraSession))
                return false;
            Volatile.Write(ref _camera, camera);
            _cameraLeftAt = null;
            _cameraSession = session;
        }
        replaced?.RequestClose(CloseReason.Replaced);
        return true;
    }

    /// <summary>Lets a camera go; one that was replaced already changes nothing.</summary>
    public void DetachCamera(ICameraSource camera)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_camera, camera))
                return;
            Volatile.Write(ref _camera, null);
            _idleSince = _time.GetTimestamp();
            _cameraLeftAt = _time.GetUtcNow();
        }
    }

    /// <summary>Adds an output; the camera is told how many watch.</summary>
    public void AttachSink(IFrameSink sink)
    {
        lock (_lock)
            _fanOut.Add(sink);
        if (Volatile.Read(ref _ended) is { } reason)
            (sink as ISocketSession)?.RequestClose(reason);
        Volatile.Read(ref _camera)?.OnConfigChanged();
    }

    /// <summary>Removes an output.</summary>
    public void DetachSink(IFrameSink sink)
    {
        lock (_lock)
        {
            if (!_fanOut.Remove(sink))
                return;
            if (sink.ViewerCount > 0)
                _idleSince = _time.GetTimestamp();
        }
        Volatile.Read(ref _camera)?.OnConfigChanged();
    }

    /// <summary>Counts a received frame. Its outcome follows.</summary>
    public void OnReceived() => Statistics.OnReceived();

    /// <summary>Hands a received frame to the pipeline, which owns it from here.</summary>
    public void Post(CameraFrame frame)
    {
        Statistics.Traffic.OnReceived(frame.ReceivedBytes);
        _pipeline.Post(frame);
    }

    /// <summary>Ends a received frame that never reached the pipeline.</summary>
    public void Reject(ICameraSource source, long frameNumber, FrameOutcome outcome, DropReason? reason, ProtocolError? error)
    {
        Statistics.OnOutcome(outcome, reason);
        source.OnOutcome(frameNumber, outcome, error);
    }

    /// <inheritdoc/>
    public void OnOutcome(CameraFrame frame, FrameOutcome outcome, DropReason? reason, ProtocolError? error) =>
        Reject(frame.Source, frame.Number, outcome, reason, error);

    /// <inheritdoc/>
    public void OnDetected(double inferenceMs, double serviceMs) => Statistics.OnDetected(inferenceMs, serviceMs);

    /// <inheritdoc/>
    public void Publish(PublishedFrame frame)
    {
        frame.Seal(_numbers.Next(frame.Source, frame.CameraNumber), _numbers.Writer);
        Volatile.Write(ref _lastResult, frame.Result);
        Statistics.OnPublished(frame);
        _fanOut.Offer(frame);
    }

    /// <summary>What the camera and the viewers told of their clocks; of many viewers the first ones.</summary>
    public ClocksStats Clocks => new(
        Volatile.Read(ref _camera)?.Clock is { } clock ? ClockStats.Of(clock) : null,
        [.. _fanOut.Sinks.Select(sink => sink.Clock).OfType<ClockReading>().Take(ClocksStats.MostViewers).Select(ClockStats.Of)]);

    /// <summary>Runs one step of the control loop.</summary>
    /// <param name="laneShare">Lanes that the stream may occupy.</param>
    public void Tick(double laneShare)
    {
        if (Control.Step(Statistics, ViewerFeedback(), WatchCount, CameraConnected, laneShare))
            Volatile.Read(ref _camera)?.OnConfigChanged();
        ControlDecision decision = Control.Decision;
        foreach (IFrameSink sink in _fanOut.Sinks)
            sink.OnDecision(decision);
    }

    /// <summary>Sends its camera and its viewers away, and takes no others.</summary>
    public void End(CloseReason reason)
    {
        Volatile.Write(ref _ended, reason);
        Volatile.Read(ref _camera)?.RequestClose(reason);
        foreach (IFrameSink sink in _fanOut.Sinks)
            (sink as ISocketSession)?.RequestClose(reason);
    }

    /// <summary>Ends the pipeline: a frame that still waits is dropped.</summary>
    public void Dispose()
    {
        _pipeline.Drain();
        _numbers.Dispose();
    }

    /// <summary>What each viewer is sent.</summary>
    public IReadOnlyList<ViewerTraffic> SentToViewers() => [.. _fanOut.Sinks.Select(sink => sink.Sent).OfType<ViewerTraffic>()];

    private List<ViewerSample> ViewerFeedback()
    {
        ImmutableArray<IFrameSink> sinks = _fanOut.Sinks;
        var reports = new List<ViewerSample>(sinks.Length);
        foreach (IFrameSink sink in sinks)
        {
            if (sink.Feedback is { } feedback)
                reports.Add(feedback);
        }
        return reports;
    }
}
