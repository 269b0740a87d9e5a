using RealtimeDetect.Relay.Viewers.Link;

namespace RealtimeDetect.Relay.Tests.Viewers.Link;

/// <summary>
/// A link that passes bytes on at a rate, one after the other, with a sender that keeps to a governor's limit and to a window.
/// </summary>
internal sealed class SimulatedLink(LinkGovernor governor, double oneWayMs)
{
    /// <summary>Frames unacked at most while no limit is known: what the longest round trip of the tests asks for at 30 a second.</summary>
    private const int WidestWindow = 26;

    private readonly Random _random = new(1);
    private readonly PriorityQueue<(double SentAt, int Bytes), double> _acks = new();
    private double _now;
    private double _freeAt;

    /// <summary>What it carries.</summary>
    public double BytesPerSecond { get; set; }

    /// <summary>Each ack comes up to this much later.</summary>
    public double JitterMs { get; init; }

    /// <summary>Delays of the frames acked, milliseconds.</summary>
    public List<double> Delays { get; } = [];

    /// <summary>Bytes acked in the last run.</summary>
    public long Delivered { get; private set; }

    /// <summary>Sends frames of a stream for a time, each when the stream has it and the limit allows.</summary>
    public void Run(double seconds, int frameBytes, double fps)
    {
        Delivered = 0;
        double end = _now + seconds * 1000;
        while (_now < end)
        {
            TakeAcks(_now, frameBytes * fps);
            if (_acks.Count >= Window(frameBytes) && _acks.TryPeek(out _, out double next))
            {
                _now = next;
                continue;
            }
            _freeAt = Math.Max(_freeAt, _now) + frameBytes / BytesPerSecond * 1000;
            _acks.Enqueue((_now, frameBytes), _freeAt + 2 * oneWayMs + _random.NextDouble() * JitterMs);
            _now += Math.Max(1000 / fps, frameBytes / governor.BytesPerSecond * 1000);
        }
    }

    // As AckWindow: what fits into a round trip, and one more.
    private int Window(int frameBytes) => double.IsFinite(governor.BytesPerSecond)
        ? (int)Math.Ceiling(governor.BaseMs / 1000 * governor.BytesPerSecond / frameBytes) + 1
        : WidestWindow;

    private void TakeAcks(double until, double needed)
    {
        while (_acks.TryPeek(out (double SentAt, int Bytes) frame, out double at) && at <= until)
        {
            _acks.Dequeue();
            Delays.Add(at - frame.SentAt);
            Delivered += frame.Bytes;
            governor.OnDelivered(at, at - frame.SentAt, frame.Bytes, needed);
        }
    }
}
