using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>One stream inside the server: a mailbox that holds the newest frame, the order of publishing, and the viewers.</summary>
internal sealed class SimulatedStream(EventLoop loop, SimulatedMachine machine)
{
    private readonly SortedDictionary<long, SimulatedFrame> _processed = [];
    private SimulatedFrame? _mailbox;
    private bool _isQueued;
    private long _nextSequence;
    private long _nextPublished;

    /// <summary>The camera.</summary>
    public SimulatedCamera Camera { get; set; } = null!;

    /// <summary>The viewers now there.</summary>
    public List<SimulatedViewer> Viewers { get; } = [];

    /// <summary>What was counted and timed.</summary>
    public StreamMeter Meter { get; } = new(loop);

    /// <summary>What the stream runs at.</summary>
    public OperatingPoint Point { get; private set; }

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
        if (_mailbox is not null)
            Camera.Ack();
        _mailbox = frame;
        SignalIfDue();
    }

    /// <summary>Hands the waiting frame to a lane.</summary>
    public SimulatedFrame Take()
    {
        SimulatedFrame frame = _mailbox!;
        (_mailbox, _isQueued) = (null, false);
        frame.Sequence = _nextSequence++;
        frame.InferenceSize = Point.InferenceSize;
        Meter.OnTaken(frame);
        return frame;
    }

    /// <summary>Publishes what is next in order.</summary>
    public void OnProcessed(SimulatedFrame frame)
    {
        _processed.Add(frame.Sequence, frame);
        while (_processed.Remove(_nextPublished, out SimulatedFrame? next))
        {
            _nextPublished++;
            Meter.OnPublished(next);
            Camera.Ack();
            foreach (SimulatedViewer viewer in Viewers)
                viewer.Offer(next);
        }

        SignalIfDue();
    }

    private void SignalIfDue()
    {
        if (_isQueued || _mailbox is null || _nextSequence - _nextPublished >= machine.MaxInFlight)
            return;
        _isQueued = true;
        machine.Signal(this);
    }
}
