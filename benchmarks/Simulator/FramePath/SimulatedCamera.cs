using RealtimeDetect.Adaptive;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>The camera page: captures at most at the target rate, and only while its window and its link have room.</summary>
internal sealed class SimulatedCamera
{
    // Phones deliver this rate by default, frames per second; unlike a screen's, a little uneven.
    private const double SensorFps = 29.97;
    private const double SensorJitterMs = 2;

    // The page's own constants: send-window.js and pacing.js.
    private const double BufferedPart = 0.25;
    private const double BufferedIdleBytes = 16 * 1024;
    private const double EarlyTolerance = 0.3;

    // What the phone's kernel takes before the browser sees a backlog; a guess at an untuned socket's.
    private const double KernelBytes = 64 * 1024;

    // Frames of one scene differ by a tenth, and the scene itself changes over some seconds.
    private const double FrameDeviation = 0.1;
    private const double SceneDeviation = 0.15;
    private const double SceneSeconds = 8;

    private readonly EventLoop _loop;
    private readonly SimulatedLink _uplink;
    private readonly SimulatedStream _stream;
    private readonly Random _random;
    private readonly Wander _scene;
    private readonly int _window;
    private OperatingPoint _asked;
    private double _dueMs = double.NegativeInfinity;
    private double _lastBytes;
    private double _sceneFactor = 1;
    private double _sceneUntilMs;
    private int _unacked;
    private long _number;

    /// <summary>A camera that begins at a random phase of its sensor.</summary>
    public SimulatedCamera(EventLoop loop, SimulatedLink uplink, SimulatedStream stream, int window, OperatingPoint start, int seed)
    {
        (_loop, _uplink, _stream, _window, _asked) = (loop, uplink, stream, window, start);
        _random = new Random(seed);
        _scene = new Wander(_random, SceneDeviation, SceneSeconds);
        AtTick(_random.NextDouble() * 1000 / SensorFps);
    }

    /// <summary>Tells the camera what is asked of it; it knows after the way there.</summary>
    public void Configure(OperatingPoint point) => _loop.At(_loop.NowMs + _uplink.DelayMs, () => _asked = point);

    /// <summary>Acks a frame; the camera knows after the way there.</summary>
    public void Ack() => _loop.At(_loop.NowMs + _uplink.DelayMs, () => _unacked--);

    private void AtTick(double dueMs) => _loop.At(dueMs + (SensorJitterMs * _random.NextDouble()), () =>
    {
        AtTick(dueMs + (1000 / SensorFps));
        Tick();
    });

    private void Tick()
    {
        double interval = 1000.0 / _asked.TargetFps;
        if (!HasRoom() || _loop.NowMs < _dueMs - (EarlyTolerance * interval))
            return;
        _dueMs = (_loop.NowMs - _dueMs > interval ? _loop.NowMs : _dueMs) + interval;
        var frame = new SimulatedFrame
        {
            Number = _number++,
            CapturedMs = _loop.NowMs,
            Bytes = MeasuredCosts.FrameBytes(_asked.MaxLongSidePx, _asked.JpegQuality) * Content(),
            JpegQuality = _asked.JpegQuality,
            LongSidePx = _asked.MaxLongSidePx,
        };
        _unacked++;
        _loop.At(_loop.NowMs + MeasuredCosts.CameraEncodeMs(frame.LongSidePx), () => Send(frame));
    }

    private void Send(SimulatedFrame frame)
    {
        _lastBytes = frame.Bytes;
        _uplink.Send(frame.Bytes, spanMs => _stream.OnArrived(frame, spanMs));
    }

    private bool HasRoom() =>
        _unacked < _window && Math.Max(0, _uplink.BacklogBytes - KernelBytes) <= Math.Max(BufferedIdleBytes, BufferedPart * _lastBytes);

    private double Content()
    {
        for (; _sceneUntilMs <= _loop.NowMs; _sceneUntilMs += LinkTrace.BinMs)
            _sceneFactor = Math.Exp(_scene.Next());
        return _sceneFactor * Math.Exp(FrameDeviation * Wander.Normal(_random));
    }
}
