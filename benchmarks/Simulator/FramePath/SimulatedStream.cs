using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Tracking;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>One stream inside the server: a mailbox that holds the newest frame, the order of publishing, carrying, and the viewers.</summary>
internal sealed class SimulatedStream(EventLoop loop, SimulatedMachine machine)
{
    private static readonly TrackingOptions Tracking = new();

    private readonly CarrySwitch _carrySwitch = new(Tracking.Mode);
    private readonly SortedDictionary<long, SimulatedFrame> _ready = [];
    private SimulatedFrame? _mailbox;
    private bool _isQueued;
    private long _nextSequence;
    private long _nextPublished;
    private double _detectedMs = double.NegativeInfinity;

    /// <summary>The camera.</summary>
    public SimulatedCamera Camera { get; set; } = null!;

    /// <summary>The viewers now there.</summary>
    public List<SimulatedViewer> Viewers { get; } = [];

    /// <summary>What was counted and timed.</summary>
    public StreamMeter Meter { get; } = new(loop);

    /// <summary>What the stream runs at.</summary>
    public OperatingPoint Point { get; private set; }

    private bool HasPlace => _nextSequence - _nextPublished < machine.MaxInFlight;

    /// <summary>Sets the operating point: of the detector at once, of the camera after the way there.</summary>
    public void Apply(OperatingPoint point)
    {
        Point = point;
        Camera.Configure(point);
    }

    /// <summary>Takes a frame from the camera's link.</summary>
    public void OnArrived(SimulatedFrame frame, double spanMs)
    {
        frame.ArrivedMs = loop.NowMs;
        Meter.OnReceived(frame, spanMs);
        _carrySwitch.OnReceived(loop.NowMs, Point.TargetFps);
        if (_mailbox is not null)
            Camera.Ack();
        _mailbox = frame;
        SignalIfDue();
        if (_mailbox is not null && CanCarry(frame))
            machine.OfferBeside(this);
    }

    /// <summary>Hands the waiting frame to a lane; null where a carrying thread has taken it meanwhile.</summary>
    public SimulatedFrame? Take()
    {
        _isQueued = false;
        return _mailbox is { } frame ? Take(frame, isBeside: false) : null;
    }

    /// <summary>Hands the waiting frame to a carrying thread; null where there is none, or none has a place.</summary>
    public SimulatedFrame? TakeBeside() => _mailbox is { } frame && HasPlace ? Take(frame, isBeside: true) : null;

    /// <summary>Whether a frame that a lane has taken is published before it is detected.</summary>
    public bool GoesAhead(SimulatedFrame frame) => CanCarry(frame) && _carrySwitch.IsDetectorBehind;

    /// <summary>Publishes what is next in order.</summary>
    public void OnReady(SimulatedFrame frame)
    {
        _ready.Add(frame.Sequence, frame);
        while (_ready.Remove(_nextPublished, out SimulatedFrame? next))
        {
            _nextPublished++;
            next.PublishedMs = loop.NowMs;
            Meter.OnPublished(next);
            next.DetectedShare = _carrySwitch.IsOn ? Math.Min(1, Meter.DetectedFps / Meter.PublishedFps) : 1;
            Camera.Ack();
            foreach (SimulatedViewer viewer in Viewers)
                viewer.Offer(next);
        }

        SignalIfDue();
    }

    /// <summary>Counts a detection that has ended.</summary>
    public void OnDetected(SimulatedFrame frame)
    {
        Meter.OnDetected(frame);
        _detectedMs = Math.Max(_detectedMs, frame.CapturedMs);
        _carrySwitch.OnDetected(frame.InferenceMs, frame.ServiceMs - frame.InferenceMs, isBacklogged: _mailbox is not null);
    }

    private SimulatedFrame Take(SimulatedFrame frame, bool isBeside)
    {
        _mailbox = null;
        frame.Sequence = _nextSequence++;
        frame.InferenceSize = Point.InferenceSize;
        Meter.OnTaken(frame);
        _carrySwitch.OnTaken(isBeside);
        return frame;
    }

    private bool CanCarry(SimulatedFrame frame) => _carrySwitch.IsOn && frame.CapturedMs - _detectedMs <= Tracking.MaxCarryMs;

    private void SignalIfDue()
    {
        if (_isQueued || _mailbox is null || !HasPlace)
            return;
        _isQueued = true;
        machine.Signal(this);
    }
}
