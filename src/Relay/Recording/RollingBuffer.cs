namespace RealtimeDetect.Relay.Recording;

/// <summary>The last seconds of a stream, from a key frame on.</summary>
/// <param name="length">How much is kept at least, once there was as much.</param>
/// <param name="maxBytes">Most bytes kept, whatever the length.</param>
/// <remarks><b>Threading:</b> any thread. <b>Ownership:</b> it holds one reference of each frame inside.</remarks>
internal sealed class RollingBuffer(TimeSpan length, long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<RecordedFrame> _frames = new();
    private readonly List<long> _keyTimes = [];
    private RecordedFrame? _newest;
    private long _bytes;

    /// <summary>Bytes held.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Adds a frame with a reference of its own; the oldest pictures go, up to a key frame.</summary>
    public void Add(RecordedFrame frame)
    {
        lock (_lock)
        {
            if (_frames.Count == 0 && !frame.IsKey)
                return;
            frame.AddReference();
            _frames.Enqueue(frame);
            _newest = frame;
            _bytes += frame.Bytes;
            if (frame.IsKey)
                _keyTimes.Add(frame.TimeMs);
            while (IsTooMuchLocked())
                DropOldestLocked();
        }
    }

    /// <summary>The frames of the last while, from the key frame before it on; each has a reference for the caller.</summary>
    public IReadOnlyList<RecordedFrame> Last(TimeSpan time)
    {
        lock (_lock)
        {
            if (_newest is not { } newest)
                return [];
            double from = newest.TimeMs - time.TotalMilliseconds;
            // The last key frame at or before that moment; the oldest where none is.
            long start = _keyTimes[0];
            foreach (long key in _keyTimes)
                start = key <= from ? key : start;
            RecordedFrame[] frames = [.. _frames.Where(frame => frame.TimeMs >= start)];
            foreach (RecordedFrame frame in frames)
                frame.AddReference();
            return frames;
        }
    }

    /// <summary>Lets go of all.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (_frames.TryDequeue(out RecordedFrame? frame))
                frame.Release();
            _keyTimes.Clear();
            _newest = null;
            _bytes = 0;
        }
    }

    // Without the oldest group of pictures there would still be enough, or there is no room for it.
    private bool IsTooMuchLocked() => _frames.Count > 0
        && (_bytes > maxBytes || (_keyTimes.Count > 1 && _newest!.TimeMs - _keyTimes[1] >= length.TotalMilliseconds));

    private void DropOldestLocked()
    {
        do
        {
            RecordedFrame frame = _frames.Dequeue();
            _bytes -= frame.Bytes;
            if (frame.IsKey)
                _keyTimes.RemoveAt(0);
            frame.Release();
        }
        while (_frames.TryPeek(out RecordedFrame? next) && !next.IsKey);
        if (_frames.Count == 0)
            _newest = null;
    }
}
