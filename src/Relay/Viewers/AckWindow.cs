namespace RealtimeDetect.Relay.Viewers;

/// <summary>How many frames a viewer that acks may be sent beyond its last ack.</summary>
/// <remarks>
/// The window is <c>max(minimum, ceil(rtt x fps) + 1)</c>, the frames that fit into a round trip and one more; rtt is the
/// shortest time from sending to ack seen lately. A link that has shown a limit has a window of its own; a viewer that announced acks is
/// sent one frame until its first one: a weak link is not filled before it is known. For such a viewer the time after which a frame
/// counts as painted grows tenfold with each that brings no ack: a link that was cut is not filled with frames that will be old.
/// <b>Threading:</b> any thread.
/// </remarks>
internal sealed class AckWindow
{
    /// <summary>Most frames ever unacked: half a second at 60 a second.</summary>
    private const int Capacity = 32;

    /// <summary>How fast a short round trip is forgotten, per ack: half in about 70 acks.</summary>
    private const double Forgetting = 1.01;

    /// <summary>How much longer an announced ack is waited for each time that none comes.</summary>
    private const int Patience = 10;

    /// <summary>The longest that this time becomes.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<Sent> _unsettled = new(Capacity);
    private readonly Queue<Sent> _expired = new(Capacity);
    private readonly int _minimum;
    private readonly TimeSpan _ackTimeout;
    private readonly bool _acksAnnounced;
    private readonly TimeProvider _time;
    private bool _active;
    private bool _acked;
    private TimeSpan _timeout;
    private double _roundTripMs = double.PositiveInfinity;
    private long _lastSent = -1;

    /// <summary>Makes an open window.</summary>
    /// <param name="minimum">Frames at least, while the link has shown no limit.</param>
    /// <param name="ackTimeout">A frame not acked within this counts as painted.</param>
    /// <param name="acksAnnounced">Whether the viewer said beforehand that it acks.</param>
    /// <param name="time">The clock.</param>
    public AckWindow(int minimum, TimeSpan ackTimeout, bool acksAnnounced, TimeProvider time)
    {
        (_minimum, _ackTimeout, _acksAnnounced, _time) = (minimum, ackTimeout, acksAnnounced, time);
        (_active, _timeout) = (acksAnnounced, ackTimeout);
    }

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
    /// <param name="linkFrames">Frames that may be under way on a link that has shown a limit; null for one that has not.</param>
    public bool HasRoom(double fps, int? linkFrames = null)
    {
        lock (_lock)
        {
            ExpireLocked();
            return !_active || _unsettled.Count < (linkFrames ?? WindowLocked(fps));
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
                    ? TimeSpan.FromTicks(Math.Max(0, (_timeout - _time.GetElapsedTime(oldest.At)).Ticks))
                    : null;
            }
        }
    }

    /// <summary>The oldest unacked frame's bytes, and since when it is under way; null if none is, or if the viewer does not ack.</summary>
    public Delivery? UnderWay
    {
        get
        {
            lock (_lock)
                return _active && _unsettled.TryPeek(out Sent oldest) ? new Delivery(_time.GetElapsedTime(oldest.At), oldest.Bytes) : null;
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
            _unsettled.Enqueue(new Sent(number, _time.GetTimestamp(), bytes));
        }
    }

    /// <summary>Settles a frame and all before it.</summary>
    /// <param name="number">Published number; beyond the last one sent it counts as that.</param>
    /// <returns>What reached the viewer with it; null where the ack names no frame that was waited for.</returns>
    public Delivery? OnAck(double number)
    {
        lock (_lock)
        {
            (_active, _acked, _timeout) = (true, true, _ackTimeout);
            double settled = Math.Min(number, _lastSent);
            Delivery? delivery = LateLocked(settled);
            long bytes = 0;
            while (_unsettled.TryPeek(out Sent oldest) && oldest.Number <= settled)
            {
                _unsettled.Dequeue();
                bytes += oldest.Bytes;
                if (oldest.Number != settled)
                    continue;
                TimeSpan delay = _time.GetElapsedTime(oldest.At);
                _roundTripMs = Math.Min(_roundTripMs * Forgetting, delay.TotalMilliseconds);
                delivery = new Delivery(delay, bytes);
            }
            return delivery;
        }
    }

    // The ack of a frame that counts as painted already settles nothing, but tells how slow the link is.
    private Delivery? LateLocked(double settled)
    {
        Delivery? delivery = null;
        long bytes = 0;
        while (_expired.TryPeek(out Sent oldest) && oldest.Number <= settled)
        {
            _expired.Dequeue();
            bytes += oldest.Bytes;
            if (oldest.Number == settled)
                delivery = new Delivery(_time.GetElapsedTime(oldest.At), bytes);
        }
        return delivery;
    }

    private int WindowLocked(double fps)
    {
        int least = _acked ? _minimum : 1;
        if (double.IsPositiveInfinity(_roundTripMs))
            return least;
        return (int)Math.Clamp(Math.Ceiling(_roundTripMs / 1000 * fps) + 1, least, Math.Max(least, Capacity));
    }

    private void ExpireLocked()
    {
        TimeSpan timeout = _timeout;
        while (_unsettled.TryPeek(out Sent oldest) && _time.GetElapsedTime(oldest.At) >= timeout)
        {
            if (_expired.Count == Capacity)
                _expired.Dequeue();
            _expired.Enqueue(_unsettled.Dequeue());
            if (_acksAnnounced)
                _timeout = timeout * Patience < LongestTimeout ? timeout * Patience : LongestTimeout;
        }
    }

    private readonly record struct Sent(long Number, long At, int Bytes);
}
