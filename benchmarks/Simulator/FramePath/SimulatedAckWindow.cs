namespace RealtimeDetect.Simulator.FramePath;

/// <summary>The server's window of unacked frames: <c>max(3, ceil(rtt x fps) + 1)</c>, as <c>AckWindow</c> in the relay.</summary>
internal sealed class SimulatedAckWindow(EventLoop loop)
{
    private const int Minimum = 3;
    private const int Capacity = 32;
    private const double AckTimeoutMs = 1000;
    private const double Forgetting = 1.01;

    private readonly Queue<(long Number, double SentMs)> _unsettled = new();
    private double _roundTripMs = double.PositiveInfinity;

    /// <summary>When the oldest unacked frame counts as painted.</summary>
    public double NextExpiryMs => _unsettled.TryPeek(out (long Number, double SentMs) oldest) ? oldest.SentMs + AckTimeoutMs : loop.NowMs;

    /// <summary>Whether a further frame may be sent.</summary>
    public bool HasRoom(double fps)
    {
        while (_unsettled.TryPeek(out (long Number, double SentMs) oldest) && loop.NowMs - oldest.SentMs >= AckTimeoutMs)
            _unsettled.Dequeue();
        double window = double.IsPositiveInfinity(_roundTripMs) ? Minimum : Math.Ceiling(_roundTripMs / 1000 * fps) + 1;
        return _unsettled.Count < Math.Clamp(window, Minimum, Capacity);
    }

    /// <summary>Notes a frame as sent.</summary>
    public void OnSent(long number) => _unsettled.Enqueue((number, loop.NowMs));

    /// <summary>Settles a frame and all before it.</summary>
    public void OnAck(long number)
    {
        while (_unsettled.TryPeek(out (long Number, double SentMs) oldest) && oldest.Number <= number)
        {
            _unsettled.Dequeue();
            if (oldest.Number == number)
                _roundTripMs = Math.Min(_roundTripMs * Forgetting, loop.NowMs - oldest.SentMs);
        }
    }
}
