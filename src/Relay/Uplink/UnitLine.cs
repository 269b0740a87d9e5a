using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>The units of one camera: those that wait for its decoder, and those inside it, paired with its frames by times that are a count.</summary>
/// <remarks>
/// Units depend on those before them, so none is left out but with all up to the next key frame. <b>Threading:</b> the receive loop adds,
/// one loop takes and enters, the decoder's reader thread publishes. <b>Ownership:</b> a unit is the line's until it is taken.
/// </remarks>
internal sealed class UnitLine(UplinkOptions options, UnitExits exits, TimeProvider time)
{
    /// <summary>Units inside the decoder: one that it works on, and one that is there when it is done.</summary>
    private const int MaxInside = 2;

    private readonly Lock _lock = new();
    private readonly Queue<CameraUnit> _waiting = new();
    private readonly Queue<(long TimeMs, long EnteredAt, UnitTicket Ticket)> _inside = new();
    private ProtocolError? _refusal;
    private bool _hadKey;
    private bool _needsKey = true;
    private long? _keyAskedAt;
    private long _settledTo = -1;
    private long _nextTimeMs;
    private long _lastFrameAt;
    private int _run;

    /// <summary>How long the decoder has owed a frame: since the oldest unit came in, or the one before it came out; zero if none is inside.</summary>
    public TimeSpan OwedFor
    {
        get
        {
            lock (_lock)
                return _inside.TryPeek(out (long TimeMs, long EnteredAt, UnitTicket Ticket) oldest)
                    ? time.GetElapsedTime(Math.Max(oldest.EnteredAt, _lastFrameAt))
                    : TimeSpan.Zero;
        }
    }

    /// <summary>Adds a received unit, or settles it where it is of no use.</summary>
    public void Add(CameraUnit unit)
    {
        lock (_lock)
        {
            if (_refusal is { } refusal)
            {
                exits.Settle(unit.Ticket, FrameOutcome.Failed, null, refusal);
                unit.Dispose();
                return;
            }
            _hadKey |= unit.Head.IsKey;
            _needsKey &= !unit.Head.IsKey;
            if (IsBehindLocked())
            {
                DropWaitingLocked(DropReason.DecoderBehind);
                _needsKey = !unit.Head.IsKey;
            }
            if (_needsKey)
                MissLocked(unit);
            else
                _waiting.Enqueue(unit);
        }
    }

    /// <summary>Fails a received unit that cannot be decoded; those after it need a key frame.</summary>
    public void Fail(UnitTicket ticket, ProtocolError error)
    {
        lock (_lock)
        {
            exits.Settle(ticket, FrameOutcome.Failed, null, error);
            NeedKeyLocked();
        }
    }

    /// <summary>A received unit was settled elsewhere; those after it need a key frame.</summary>
    public void NeedKey()
    {
        lock (_lock)
            NeedKeyLocked();
    }

    /// <summary>Settles a taken unit that no decoder gets, and those after it up to the next key frame.</summary>
    /// <param name="ticket">The unit's.</param>
    /// <param name="error">Why it failed; null for one that is dropped since its decoder has ended.</param>
    public void Skip(UnitTicket ticket, ProtocolError? error)
    {
        lock (_lock)
        {
            if (error is null)
                exits.Settle(ticket, FrameOutcome.Dropped, DropReason.KeyMissing, null);
            else
                exits.Settle(ticket, FrameOutcome.Failed, null, error);
            DropToKeyLocked();
        }
    }

    /// <summary>Takes the oldest waiting unit once there is room inside; null if there is none. The caller disposes it.</summary>
    public CameraUnit? TryTake()
    {
        lock (_lock)
            return _inside.Count < MaxInside && _waiting.TryDequeue(out CameraUnit? unit) ? unit : null;
    }

    /// <summary>Says that a taken unit goes into the decoder; false where it was settled meanwhile.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="timeMs">Its time: 0 for a decoder's first, then one more each.</param>
    public bool TryEnter(CameraUnit unit, out long timeMs)
    {
        lock (_lock)
        {
            timeMs = _nextTimeMs;
            if (unit.Ticket.Number <= _settledTo)
            {
                exits.Settle(unit.Ticket, FrameOutcome.Dropped, DropReason.Replaced, null);
                return false;
            }
            _nextTimeMs++;
            _inside.Enqueue((timeMs, time.GetTimestamp(), unit.Ticket));
            return true;
        }
    }

    /// <summary>A decoder begins.</summary>
    /// <returns>Its number, for <see cref="TryPublish"/>.</returns>
    public int BeginRun()
    {
        lock (_lock)
        {
            _nextTimeMs = 0;
            return ++_run;
        }
    }

    /// <summary>Publishes a decoded frame as that of the unit with its time; units before it gave none and fail.</summary>
    /// <returns>False where the unit was settled before: the buffer stays the caller's.</returns>
    public bool TryPublish(int run, long timeMs, byte[] jpeg, int length)
    {
        lock (_lock)
        {
            while (run == _run && _inside.TryPeek(out (long TimeMs, long EnteredAt, UnitTicket Ticket) oldest) && oldest.TimeMs <= timeMs)
            {
                _inside.Dequeue();
                _lastFrameAt = time.GetTimestamp();
                if (oldest.TimeMs == timeMs)
                {
                    exits.Publish(oldest.Ticket, jpeg, length);
                    return true;
                }
                exits.Settle(oldest.Ticket, FrameOutcome.Failed, null, UnitErrors.NotDecoded);
                DropToKeyLocked();
            }
            return false;
        }
    }

    /// <summary>The decoder has ended: what was inside becomes no frame.</summary>
    /// <param name="error">Why the oldest unit inside failed; null for a decoder that was only replaced.</param>
    public void EndRun(ProtocolError? error)
    {
        lock (_lock)
        {
            _run++;
            if (error is not null && _inside.TryDequeue(out (long TimeMs, long EnteredAt, UnitTicket Ticket) culprit))
                exits.Settle(culprit.Ticket, FrameOutcome.Failed, null, error);
            DropInsideLocked(error is null ? DropReason.Replaced : DropReason.KeyMissing);
            if (error is not null)
                DropToKeyLocked();
        }
    }

    /// <summary>Drops everything up to a frame number: a frame of another kind came, or the camera left.</summary>
    public void Clear(long settledTo, DropReason reason)
    {
        lock (_lock)
        {
            _settledTo = settledTo;
            _needsKey = true;
            DropInsideLocked(reason);
            DropWaitingLocked(reason);
        }
    }

    /// <summary>Takes no more units: what waits is dropped, and all that come are answered with why.</summary>
    /// <param name="ticket">A taken unit that is answered so too.</param>
    /// <param name="error">Why.</param>
    public void Refuse(UnitTicket? ticket, ProtocolError error)
    {
        lock (_lock)
        {
            _refusal = error;
            if (ticket is { } taken)
                exits.Settle(taken, FrameOutcome.Failed, null, error);
            DropWaitingLocked(DropReason.KeyMissing);
        }
    }

    private bool IsBehindLocked() =>
        _waiting.Count >= options.QueueUnits
        || (_waiting.TryPeek(out CameraUnit? oldest) && time.GetElapsedTime(oldest.Ticket.Arrived) > options.MaxWait);

    // A camera that has never sent a key frame is told so; one that was asked for another loses what comes before it.
    private void MissLocked(CameraUnit unit)
    {
        if (_hadKey)
            exits.Settle(unit.Ticket, FrameOutcome.Dropped, DropReason.KeyMissing, null);
        else
            exits.Settle(unit.Ticket, FrameOutcome.Failed, null, UnitErrors.NoKey);
        unit.Dispose();
        NeedKeyLocked();
    }

    private void NeedKeyLocked()
    {
        _needsKey = true;
        if (_keyAskedAt is { } asked && time.GetElapsedTime(asked) < options.KeyRequestInterval)
            return;
        _keyAskedAt = time.GetTimestamp();
        exits.AskForKey();
    }

    private void DropToKeyLocked()
    {
        while (_waiting.TryPeek(out CameraUnit? unit) && !unit.Head.IsKey)
            DropLocked(_waiting.Dequeue(), DropReason.KeyMissing);
        if (_waiting.Count == 0)
            NeedKeyLocked();
    }

    private void DropWaitingLocked(DropReason reason)
    {
        while (_waiting.TryDequeue(out CameraUnit? unit))
            DropLocked(unit, reason);
    }

    private void DropLocked(CameraUnit unit, DropReason reason)
    {
        exits.Settle(unit.Ticket, FrameOutcome.Dropped, reason, null);
        unit.Dispose();
    }

    private void DropInsideLocked(DropReason reason)
    {
        while (_inside.TryDequeue(out (long TimeMs, long EnteredAt, UnitTicket Ticket) inside))
            exits.Settle(inside.Ticket, FrameOutcome.Dropped, reason, null);
    }
}
