namespace RealtimeDetect.Relay.Viewers;

/// <summary>The few frames that wait for one viewer: full, it drops the oldest.</summary>
/// <remarks>
/// <b>Threading:</b> the publishing lane adds, the send loop takes. <b>Ownership:</b> each frame inside is held by one
/// reference, which passes to whoever takes it.
/// </remarks>
internal sealed class ViewerQueue(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<OutgoingFrame> _frames = new(capacity);
    private long _newest = -1;
    private bool _closed;

    /// <summary>Whether no frame waits.</summary>
    public bool IsEmpty => NextNumber is null;

    /// <summary>Published number of the oldest frame; null if none waits.</summary>
    public long? NextNumber
    {
        get
        {
            lock (_lock)
                return _frames.TryPeek(out OutgoingFrame frame) ? frame.Frame.Number : null;
        }
    }

    /// <summary>Adds a frame, with a reference of its own; true if an older one had to go, or if a newer one came before it.</summary>
    /// <remarks>A reduced picture is ready later than a full one: when a viewer's tier changes, the newer frame may be here first.</remarks>
    public bool Add(in OutgoingFrame frame)
    {
        OutgoingFrame? oldest = null;
        lock (_lock)
        {
            if (_closed)
                return false;
            if (frame.Frame.Number <= _newest)
                return true;
            _newest = frame.Frame.Number;
            if (_frames.Count == capacity)
                oldest = _frames.Dequeue();
            frame.AddReference();
            _frames.Enqueue(frame);
        }
        oldest?.Release();
        return oldest is not null;
    }

    /// <summary>Takes the oldest frame; null if none waits. The caller releases it.</summary>
    public OutgoingFrame? Take()
    {
        lock (_lock)
            return _frames.TryDequeue(out OutgoingFrame frame) ? frame : null;
    }

    /// <summary>Drops all frames but the newest.</summary>
    /// <returns>How many had to go.</returns>
    public int KeepNewest()
    {
        int dropped = 0;
        while (TakeIfReplaced() is { } frame)
        {
            frame.Release();
            dropped++;
        }
        return dropped;
    }

    /// <summary>Releases what waits and takes nothing more.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
        while (Take() is { } frame)
            frame.Release();
    }

    private OutgoingFrame? TakeIfReplaced()
    {
        lock (_lock)
            return _frames.Count > 1 ? _frames.Dequeue() : null;
    }
}
