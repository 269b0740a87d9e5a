namespace RealtimeDetect.Relay.Viewers;

/// <summary>How many frames a viewer that acks may be sent beyond its last ack.</summary>
/// <remarks>
/// The window is <c>max(minimum, ceil(rtt x fps) + 1)</c>, the frames that fit into a round trip and one more; rtt is the
/// shortest time from sending to ack seen lately. A link that has shown a limit gets the second term alone, and so does a viewer that
/// announced acks until its first one: a weak link is not filled before it is known. <b>Threading:</b> any thread.
/// </remarks>
/// <param name="minimum">Frames at least, while the link has shown no limit.</param>
/// <param name="ackTimeout">A frame not acked within this counts as painted.</param>
/// <param name="acksAnnounced">Whether the viewer said beforehand that it acks.</param>
/// <param name="time">The clock.</param>
internal sealed class AckWindow(int minimum, TimeSpan ackTimeout, bool acksAnnounced, TimeProvider time)
{
    /// <summary>Most frames ever unacked: half a second at 60 a second.</summary>
    private const int Capacity = 32;

    /// <summary>How fast a short round trip is forgotten, per ack: half in about 70 acks.</summary>
    private const double Forgetting = 1.01;

    private readonly Lock _lock = new();
    private readonly Queue<Sent> _unsettled = new(Capacity);
    private bool _active = acksAnnounced;
    private bool _acked;
    private double _roundTripMs = double.PositiveInfinity;
    private long _lastSent = -1;
    private Sent? _expired;

    /// <summary>Whether the viewer acks.</summary>
    public bool IsActive
    {
        get
        {
            lock (_lock)
                return _active;
        }
    }

    /// <summary>Whether a further frame may be sent now.</summary>
    /// <param name="fps">Frames a second that the viewer gets.</param>
    /// <param name="linkIsLimited">Whether the viewer's link has shown a limit.</param>
    public bool HasRoom(double fps, bool linkIsLimited = false)
    {
        lock (_lock)
        {
            ExpireLocked();
            return !_active || _unsettled.Count < WindowLocked(fps, linkIsLimited);
        }
    }

    /// <summary>Time until the oldest unacked frame counts as painted; null if none is unacked.</summary>
    public TimeSpan? NextExpiry
    {
        get
        {
            lock (_lock)
            {
                return _unsettled.TryPeek(out Sent oldest)
                    ? TimeSpan.FromTicks(Math.Max(0, (ackTimeout - time.GetElapsedTime(oldest.At)).Ticks))
                    : null;
            }
        }
    }

    /// <summary>Notes a frame as sent.</summary>
    /// <param name="number">Its published number.</param>
    /// <param name="bytes">Its size.</param>
    public void OnSent(long number, int bytes = 0)
    {
        lock (_lock)
        {
            _lastSent = number;
            if (_unsettled.Count == Capacity)
                _unsettled.Dequeue();
            _unsettled.Enqueue(new Sent(number, time.GetTimestamp(), bytes));
        }
    }

    /// <summary>Settles a frame and all before it.</summary>
    /// <param name="number">Published number; beyond the last one sent it counts as that.</param>
    /// <returns>What reached the viewer with it; null where the ack names no frame that was waited for.</returns>
    public Delivery? OnAck(double number)
    {
        lock (_lock)
        {
            (_active, _acked) = (true, true);
            double settled = Math.Min(number, _lastSent);
            Delivery? delivery = LateLocked(settled);
            long bytes = 0;
            while (_unsettled.TryPeek(out Sent oldest) && oldest.Number <= settled)
            {
                _unsettled.Dequeue();
                bytes += oldest.Bytes;
                if (oldest.Number != settled)
                    continue;
                TimeSpan delay = time.GetElapsedTime(oldest.At);
                _roundTripMs = Math.Min(_roundTripMs * Forgetting, delay.TotalMilliseconds);
                delivery = new Delivery(delay, bytes);
            }
            return delivery;
        }
    }

    // The ack of a frame that counts as painted already settles nothing, but tells how slow the link is.
    private Delivery? LateLocked(double settled)
    {
        if (_expired is not { } late || late.Number != settled)
            return null;
        _expired = null;
        return new Delivery(time.GetElapsedTime(late.At), late.Bytes);
    }

    private int WindowLocked(double fps, bool linkIsLimited)
    {
        int least = linkIsLimited || !_acked ? 1 : minimum;
        if (double.IsPositiveInfinity(_roundTripMs))
            return least;
        return (int)Math.Clamp(Math.Ceiling(_roundTripMs / 1000 * fps) + 1, least, Math.Max(least, Capacity));
    }

    private void ExpireLocked()
    {
        while (_unsettled.TryPeek(out Sent oldest) && time.GetElapsedTime(oldest.At) >= ackTimeout)
            _expired = _unsettled.Dequeue();
    }

    private readonly record struct Sent(long Number, long At, int Bytes);
}
