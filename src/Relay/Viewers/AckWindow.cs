namespace RealtimeDetect.Relay.Viewers;

/// <summary>How many frames a viewer that acks may be sent beyond its last ack.</summary>
/// <remarks>
/// The window is <c>max(minimum, ceil(rtt x fps) + 1)</c>, the frames that fit into a round trip and one more; rtt is the
/// shortest time from sending to ack seen lately. <b>Threading:</b> any thread.
/// </remarks>
internal sealed class AckWindow(int minimum, TimeSpan ackTimeout, TimeProvider time)
{
    /// <summary>Most frames ever unacked: half a second at 60 a second.</summary>
    private const int Capacity = 32;

    /// <summary>How fast a short round trip is forgotten, per ack: half in about 70 acks.</summary>
    private const double Forgetting = 1.01;

    private readonly Lock _lock = new();
    private readonly Queue<(long Number, long SentAt)> _unsettled = new(Capacity);
    private bool _active;
    private double _roundTripMs = double.PositiveInfinity;
    private long _lastSent = -1;

    /// <summary>Whether a further frame may be sent now.</summary>
    /// <param name="fps">Frames a second that the stream publishes.</param>
    public bool HasRoom(double fps)
    {
        lock (_lock)
        {
            ExpireLocked();
            return !_active || _unsettled.Count < WindowLocked(fps);
        }
    }

    /// <summary>Time until the oldest unacked frame counts as painted; null if none is unacked.</summary>
    public TimeSpan? NextExpiry
    {
        get
        {
            lock (_lock)
            {
                return _unsettled.TryPeek(out (long Number, long SentAt) oldest)
                    ? TimeSpan.FromTicks(Math.Max(0, (ackTimeout - time.GetElapsedTime(oldest.SentAt)).Ticks))
                    : null;
            }
        }
    }

    /// <summary>Notes a frame as sent.</summary>
    public void OnSent(long number)
    {
        lock (_lock)
        {
            _lastSent = number;
            if (_unsettled.Count == Capacity)
                _unsettled.Dequeue();
            _unsettled.Enqueue((number, time.GetTimestamp()));
        }
    }

    /// <summary>Settles a frame and all before it.</summary>
    /// <param name="number">Published number; beyond the last one sent it counts as that.</param>
    public void OnAck(double number)
    {
        lock (_lock)
        {
            _active = true;
            double settled = Math.Min(number, _lastSent);
            while (_unsettled.TryPeek(out (long Number, long SentAt) oldest) && oldest.Number <= settled)
            {
                _unsettled.Dequeue();
                if (oldest.Number == settled)
                    _roundTripMs = Math.Min(_roundTripMs * Forgetting, time.GetElapsedTime(oldest.SentAt).TotalMilliseconds);
            }
        }
    }

    private int WindowLocked(double fps)
    {
        if (double.IsPositiveInfinity(_roundTripMs))
            return minimum;
        return (int)Math.Clamp(Math.Ceiling(_roundTripMs / 1000 * fps) + 1, minimum, Math.Max(minimum, Capacity));
    }

    private void ExpireLocked()
    {
        while (_unsettled.TryPeek(out (long Number, long SentAt) oldest) && time.GetElapsedTime(oldest.SentAt) >= ackTimeout)
            _unsettled.Dequeue();
    }
}
