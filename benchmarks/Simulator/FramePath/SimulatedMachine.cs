using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>The lanes, shared by all streams in turns, and the threads that carry frames beside them.</summary>
/// <remarks>
/// Lanes work as in the server's mode for the most frames a second throughout. What a carried frame takes of the machine, the lane that
/// begins next has less.
/// </remarks>
internal sealed class SimulatedMachine
{
    // As CarryThreads: share of the cores that carrying may take.
    private const double CarryShare = 0.25;

    // Neither caches nor clocks make two frames cost the same.
    private const double CostDeviation = 0.06;

    private readonly EventLoop _loop;
    private readonly Trace _trace;
    private readonly Random _random;
    private readonly CarryBudget _carryBudget;
    private readonly Queue<SimulatedStream> _ready = new();
    private int _busyLanes;
    private int _busyCarriers;
    private double _busyMs;
    private double _carriedMs;

    /// <summary>The machine of a trace.</summary>
    public SimulatedMachine(EventLoop loop, Trace trace)
    {
        (_loop, _trace) = (loop, trace);
        _random = new Random(trace.Seed * 7919);
        _carryBudget = new CarryBudget(CarryShare * trace.Lanes, new SimulatedTime(loop));
    }

    /// <summary>Number of lanes.</summary>
    public int Lanes => _trace.Lanes;

    /// <summary>Frames of one stream between taking and publishing.</summary>
    public int MaxInFlight => _trace.Lanes + 1;

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

    /// <summary>Carries a stream's waiting frame if no lane is free for it and carrying has not had its share.</summary>
    public void OfferBeside(SimulatedStream stream)
    {
        if (_busyLanes < _trace.Lanes || _busyCarriers >= Math.Ceiling(CarryShare * _trace.Lanes) || !_carryBudget.HasRoom
            || stream.TakeBeside() is not { } frame)
            return;
        double elapsedMs = MeasuredCosts.CodecMs(frame.LongSidePx) * Factor();
        _busyCarriers++;
        _loop.At(_loop.NowMs + elapsedMs, () =>
        {
            _busyCarriers--;
            _carriedMs += elapsedMs;
            _carryBudget.Spend(TimeSpan.FromMilliseconds(elapsedMs));
            stream.OnReady(frame);
        });
    }

    private void Dispatch()
    {
        while (_busyLanes < _trace.Lanes && _ready.TryDequeue(out SimulatedStream? stream))
        {
            if (stream.Take() is { } frame)
                Start(stream, frame);
        }
    }

    private void Start(SimulatedStream stream, SimulatedFrame frame)
    {
        double factor = Factor();
        double codecMs = (MeasuredCosts.CodecMs(frame.LongSidePx) * factor) + _carriedMs;
        _carriedMs = 0;
        frame.InferenceMs = MeasuredCosts.InferenceMs(frame.InferenceSize) * factor;
        frame.ServiceMs = frame.InferenceMs + codecMs;
        bool goesAhead = stream.GoesAhead(frame);
        _busyLanes++;
        if (goesAhead)
            _loop.At(_loop.NowMs + codecMs, () => stream.OnReady(frame));
        _loop.At(_loop.NowMs + frame.ServiceMs, () =>
        {
            _busyLanes--;
            _busyMs += frame.ServiceMs;
            stream.OnDetected(frame);
            if (!goesAhead)
                stream.OnReady(frame);
            Dispatch();
        });
    }

    private double Factor() => _trace.Slowdown(_loop.NowMs / 1000) / _trace.Speed * Math.Exp(CostDeviation * Wander.Normal(_random));
}
