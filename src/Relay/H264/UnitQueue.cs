namespace RealtimeDetect.Relay.H264;

/// <summary>The access units that wait for one viewer. Full, it drops all: a delta is worth nothing without those before it.</summary>
/// <remarks>
/// <b>Threading:</b> the encoder's reader thread adds, the send loop takes. <b>Ownership:</b> each unit inside is held by one
/// reference, which passes to whoever takes it.
/// </remarks>
internal sealed class UnitQueue(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<H264Unit> _units = new(capacity);
    private bool _closed;
    private bool _broken;

    /// <summary>Published number of the oldest unit; null if none waits.</summary>
    public long? NextNumber
    {
        get
        {
            lock (_lock)
                return _units.TryPeek(out H264Unit? unit) ? unit.Frame.Number : null;
        }
    }

    /// <summary>Adds a unit with a reference of its own; if there is no room, drops all that wait and gives false, as for a delta whose key is missing.</summary>
    public bool TryAdd(H264Unit unit)
    {
        lock (_lock)
        {
            if (_broken && !unit.IsKey)
                return false;
            if (!_closed && _units.Count < capacity)
            {
                _broken = false;
                unit.AddReference();
                _units.Enqueue(unit);
                return true;
            }
        }
        Clear();
        return false;
    }

    /// <summary>Takes the oldest unit; null if none waits. The caller releases it.</summary>
    public H264Unit? Take()
    {
        lock (_lock)
            return _units.TryDequeue(out H264Unit? unit) ? unit : null;
    }

    /// <summary>Drops what waits, and takes nothing before the next key frame: one was left out.</summary>
    public void Break()
    {
        lock (_lock)
            _broken = true;
        Clear();
    }

    /// <summary>Drops what waits.</summary>
    public void Clear()
    {
        while (Take() is { } unit)
            unit.Release();
    }

    /// <summary>Drops what waits and takes nothing more.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
        Clear();
    }
}
