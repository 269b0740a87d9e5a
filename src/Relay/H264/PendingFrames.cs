using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.H264;

/// <summary>The frames that are inside one encoder, by the times they were given, from zero on; and which of them are to be key frames.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Ownership:</b> each frame inside is held by one reference, which passes to whoever takes it.</remarks>
internal sealed class PendingFrames(TimeSpan keyDistance, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<(long TimeMs, long AddedAt, PublishedFrame Frame)> _frames = new();
    private long? _start;
    private long _lastEvenMs = -2;
    private long? _lastKeyAt;
    private long _lastTakenAt = long.MinValue;

    /// <summary>For how long the encoder has owed its next unit: since it has the frame, and has given the unit before; zero if it owes none.</summary>
    public TimeSpan OwedFor
    {
        get
        {
            lock (_lock)
            {
                return _frames.TryPeek(out (long TimeMs, long AddedAt, PublishedFrame Frame) oldest)
                    ? time.GetElapsedTime(Math.Max(oldest.AddedAt, _lastTakenAt))
                    : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whether the last forced key frame is long enough ago.</summary>
    public bool MayForceKey
    {
        get
        {
            lock (_lock)
                return _lastKeyAt is not { } last || time.GetElapsedTime(last) >= keyDistance;
        }
    }

    /// <summary>Takes over a frame and gives its time: even, or odd where it is to be a key frame and is not the first.</summary>
    /// <returns>Milliseconds, larger each time.</returns>
    public long Add(PublishedFrame frame, bool isKey)
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            // The first is a key frame by itself, and ffmpeg takes its time for zero: an odd one would move all that follow.
            bool isForced = isKey && _start is not null;
            _start ??= now;
            _lastEvenMs = Math.Max(_lastEvenMs + 2, (long)time.GetElapsedTime(_start.Value, now).TotalMilliseconds & ~1L);
            if (isKey)
                _lastKeyAt = now;
            long timeMs = isForced ? _lastEvenMs + 1 : _lastEvenMs;
            _frames.Enqueue((timeMs, now, frame));
            return timeMs;
        }
    }

    /// <summary>Takes the frame of a time out, and lets go of those before it; null if it is not there.</summary>
    public PublishedFrame? Take(long timeMs)
    {
        while (true)
        {
            PublishedFrame? skipped;
            lock (_lock)
            {
                if (!_frames.TryPeek(out (long TimeMs, long AddedAt, PublishedFrame Frame) oldest) || oldest.TimeMs > timeMs)
                    return null;
                _frames.Dequeue();
                _lastTakenAt = time.GetTimestamp();
                if (oldest.TimeMs == timeMs)
                    return oldest.Frame;
                skipped = oldest.Frame;
            }
            skipped.Release();
        }
    }

    /// <summary>Lets go of all.</summary>
    public void Clear() => Take(long.MaxValue)?.Release();
}
