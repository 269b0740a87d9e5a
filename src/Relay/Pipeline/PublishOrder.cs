namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Puts a stream's frames back in the order in which lanes took them.</summary>
/// <remarks>
/// <b>Threading:</b> any lane. Frames are published under the lock, by whichever lane completes the oldest; publishing
/// only fills queues and never waits.
/// </remarks>
internal sealed class PublishOrder
{
    private readonly Lock _lock = new();
    private readonly PublishedFrame?[] _frames;
    private readonly bool[] _complete;
    private readonly Action<PublishedFrame, long> _publish;
    private long _next;

    /// <summary>Makes room for <paramref name="capacity"/> frames between the oldest unfinished one and the newest taken.</summary>
    /// <param name="capacity">Frames.</param>
    /// <param name="publish">Called with each frame and its sequence number, in order.</param>
    public PublishOrder(int capacity, Action<PublishedFrame, long> publish)
    {
        _frames = new PublishedFrame?[capacity];
        _complete = new bool[capacity];
        _publish = publish;
    }

    /// <summary>Frames that may be taken beyond the oldest unfinished one.</summary>
    public int Capacity => _frames.Length;

    /// <summary>Sequence number of the oldest unfinished frame.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Ends a frame's turn: published when all before it have ended; null if there is nothing to publish.</summary>
    public void Complete(long sequence, PublishedFrame? frame)
    {
        lock (_lock)
        {
            _frames[sequence % Capacity] = frame;
            _complete[sequence % Capacity] = true;
            while (_complete[_next % Capacity])
                PublishNextLocked();
        }
    }

    private void PublishNextLocked()
    {
        long sequence = _next, slot = sequence % Capacity;
        PublishedFrame? frame = _frames[slot];
        _frames[slot] = null;
        _complete[slot] = false;
        Volatile.Write(ref _next, sequence + 1);
        if (frame is null)
            return;
        _publish(frame, sequence);
        frame.Release();
    }
}
