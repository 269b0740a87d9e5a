using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Tracking;

/// <summary>A real stream with one lane and one carrying thread, played on a clock of its own: the same every time.</summary>
/// <remarks>
/// The lane's run of the detector plays what happens meanwhile: time passes, the camera sends, frames are carried. The thing
/// in the picture moves at <see cref="SpeedPx"/>.
/// </remarks>
internal sealed class CarriedStream : IFrameSink, IMeterFactory
{
    /// <summary>Pixels a second.</summary>
    public const double SpeedPx = 100;

    private const double StartPx = 100;

    private readonly ManualTimeProvider _time = new();
    private readonly FrameScheduler _scheduler;
    private readonly ModelCatalog _models;
    private readonly CarryQueue _queue;
    private readonly LiveStream _stream;
    private readonly FrameLane _lane;
    private readonly FrameLane _carryLane;
    private readonly Meter _meter = new("test");
    private readonly byte[] _jpeg = TestJpeg.Picture(640, 360);
    private double _nowMs;
    private double _nextCaptureMs;
    private double _detectMs;
    private long _number;

    public CarriedStream(TrackingOptions options, CarryBudget? budget = null)
    {
        var control = new ControllerOptions();
        var plan = new LanePlan(1, 1);
        _scheduler = new FrameScheduler(plan, new LaneSchedule(plan, _time));
        _models = new ModelCatalog(new DetectorPool([Detector]));
        _queue = new CarryQueue(_scheduler, budget ?? new CarryBudget(share: null, _time));
        var services = new StreamServices(
            _scheduler, control, new TierPictures(), new LaneLoad(1, _time), new RelayMetrics(this), _time, options, _queue);
        Assert.True(StreamToken.TryParse("test", out StreamToken token));
        _stream = new LiveStream(token, "fake", window: 2, services);
        Assert.True(_stream.TryAttachCamera(Camera, null));
        _stream.AttachSink(this);
        _lane = NewLane();
        _carryLane = NewLane();
        Detector.OnRun = () => PlayUntil(_nowMs + _detectMs, Carry);
        Detector.Seen = () => new Detection(0, 0.8f, (float)LeftAt(_nowMs), 100, 50, 50);
    }

    public ScriptedDetector Detector { get; } = new();

    public SilentCamera Camera { get; private set; } = new();

    public List<SeenFrame> Seen { get; } = [];

    /// <summary>From one frame of the camera to the next.</summary>
    public double CameraMs { get; set; } = 1000.0 / 30;

    public StreamStatistics Statistics => _stream.Statistics;

    /// <summary>Where the thing is at a time.</summary>
    public static double LeftAt(double ms) => StartPx + (SpeedPx * ms / 1000);

    /// <summary>Plays for a while with a detector that takes some time.</summary>
    public void Play(double durationMs, double detectMs)
    {
        _detectMs = detectMs;
        double end = _nowMs + durationMs;
        while (_nowMs < end)
        {
            PlayUntil(Math.Max(_nextCaptureMs, _nowMs), () => { });
            while (_nowMs < end && _stream.Statistics.Frames.Read().InFlight > 0)
                Detect(_scheduler.Take(TestContext.Current.CancellationToken));
            Carry();
        }
    }

    /// <summary>Another camera takes the stream over.</summary>
    public void ReplaceCamera()
    {
        _stream.DetachCamera(Camera);
        Camera = new SilentCamera();
        Assert.True(_stream.TryAttachCamera(Camera, null));
    }

    public ViewerSample? Feedback => null;

    public void Offer(PublishedFrame frame) => Seen.Add(new SeenFrame(frame.Number, _nowMs, JsonElement.Parse(frame.Header.Span)));

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose()
    {
        _lane.Dispose();
        _carryLane.Dispose();
        _stream.Dispose();
        _queue.Dispose();
        _scheduler.Dispose();
        _models.Dispose();
        _meter.Dispose();
    }

    private FrameLane NewLane() => new(
        new TurboFrameCodec(), _models, new PipelineOptions(), long.MaxValue, _time, NullLogger.Instance);

    // Lets time pass to a moment; the camera sends what falls due, and something happens after each frame.
    private void PlayUntil(double endMs, Action afterFrame)
    {
        while (_nextCaptureMs <= endMs)
        {
            PassUntil(_nextCaptureMs);
            Send();
            _nextCaptureMs += CameraMs;
            afterFrame();
            AssertAddsUp();
        }
        PassUntil(endMs);
    }

    private void PassUntil(double ms)
    {
        if (ms <= _nowMs)
            return;
        _time.Advance(TimeSpan.FromMilliseconds(ms - _nowMs));
        _nowMs = ms;
    }

    private void Send()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(_jpeg.Length);
        _jpeg.CopyTo(buffer, 0);
        _stream.OnReceived();
        _stream.Post(new CameraFrame(Camera, _number++, _nowMs, buffer, _jpeg.Length, _time.GetTimestamp()));
    }

    private void Detect(in FrameTurn turn)
    {
        double startMs = _nowMs;
        _lane.Process(turn);
        _scheduler.End(turn, TimeSpan.FromMilliseconds(_nowMs - startMs));
    }

    private void Carry()
    {
        while (_queue.TryTake(out FrameTurn turn))
        {
            _carryLane.Carry(turn);
            _queue.End(TimeSpan.FromMilliseconds(3));
        }
    }

    private void AssertAddsUp()
    {
        FrameStats frames = _stream.Statistics.Frames.Read();
        Assert.Equal(frames.Received, frames.Processed + frames.Dropped + frames.Failed + frames.InFlight);
        Assert.True(frames.InFlight >= 0);
    }
}
