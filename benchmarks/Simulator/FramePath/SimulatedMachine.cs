using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>The lanes, shared by all streams in turns.</summary>
internal sealed class SimulatedMachine(EventLoop loop, Trace trace)
{
    // Neither caches nor clocks make two frames cost the same.
    private const double CostDeviation = 0.06;

    private readonly Random _random = new(trace.Seed * 7919);
    private readonly Queue<SimulatedStream> _ready = new();
    private int _busyLanes;
    private double _busyMs;

    /// <summary>Number of lanes.</summary>
    public int Lanes => trace.Lanes;

    /// <summary>Frames of one stream between taking and publishing.</summary>
    public int MaxInFlight => trace.Lanes + 1;

    /// <summary>Milliseconds of lane time used since the last call.</summary>
    public double TakeBusyMs()
    {
        double busy = _busyMs;
        _busyMs = 0;
        return busy;
    }

    /// <summary>Gives a stream a turn; it has a frame and none is due.</summary>
    public void Signal(SimulatedStream stream)
    {
        _ready.Enqueue(stream);
        Dispatch();
    }

    private void Dispatch()
    {
        while (_busyLanes < trace.Lanes && _ready.TryDequeue(out SimulatedStream? stream))
            Start(stream, stream.Take());
    }

    private void Start(SimulatedStream stream, SimulatedFrame frame)
    {
        double factor = trace.Slowdown(loop.NowMs / 1000) / trace.Speed * Math.Exp(CostDeviation * Wander.Normal(_random));
        frame.InferenceMs = MeasuredCosts.InferenceMs(frame.InferenceSize) * factor;
        frame.ServiceMs = frame.InferenceMs + (MeasuredCosts.CodecMs(frame.LongSidePx) * factor);
        _busyLanes++;
        loop.At(loop.NowMs + frame.ServiceMs, () =>
        {
            _busyLanes--;
            _busyMs += frame.ServiceMs;
            stream.OnProcessed(frame);
            Dispatch();
        });
    }
}
