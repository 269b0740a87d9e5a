using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>One direction of a link: frames queue for its rate and then take its delay, in order.</summary>
internal sealed class SimulatedLink(EventLoop loop, LinkTrace trace)
{
    private readonly Queue<(double StartMs, double FinishMs, double Bytes)> _queued = new();
    private double _freeAtMs;
    private double _lastArrivalMs;

    /// <summary>Bytes that have not left yet.</summary>
    public double BacklogBytes
    {
        get
        {
            while (_queued.TryPeek(out (double StartMs, double FinishMs, double Bytes) first) && first.FinishMs <= loop.NowMs)
                _queued.Dequeue();
            return _queued.Sum(frame => frame.StartMs >= loop.NowMs
                ? frame.Bytes : frame.Bytes * (frame.FinishMs - loop.NowMs) / (frame.FinishMs - frame.StartMs));
        }
    }

    /// <summary>One-way delay now for what needs no rate, such as acks.</summary>
    public double DelayMs => trace.DelayMs(loop.NowMs);

    /// <summary>Sends bytes; <paramref name="arrived"/> runs with the milliseconds from the first to the last of them.</summary>
    public void Send(double bytes, Action<double> arrived)
    {
        double start = Math.Max(loop.NowMs, _freeAtMs);
        double finish = trace.FinishMs(start, bytes);
        _freeAtMs = finish;
        _queued.Enqueue((start, finish, bytes));
        _lastArrivalMs = Math.Max(_lastArrivalMs, finish + trace.DelayMs(finish));
        loop.At(_lastArrivalMs, () => arrived(finish - start));
    }

    /// <summary>When the backlog will have fallen to so many bytes, about.</summary>
    public double DrainedAtMs(double bytes)
    {
        double rest = BacklogBytes - bytes;
        return rest <= 0 ? loop.NowMs : trace.FinishMs(loop.NowMs, rest);
    }
}
