namespace RealtimeDetect.Relay.Ingest;

/// <summary>Token bucket over a camera's frames: a second's worth may come at once.</summary>
/// <remarks><b>Threading:</b> one receive loop.</remarks>
internal sealed class FrameRateLimit(int framesPerSecond, TimeProvider time)
{
    private double _tokens = framesPerSecond;
    private long _last = time.GetTimestamp();

    /// <summary>Takes a token; false if the camera is too fast.</summary>
    public bool TryTake()
    {
        long now = time.GetTimestamp();
        _tokens = Math.Min(framesPerSecond, _tokens + time.GetElapsedTime(_last, now).TotalSeconds * framesPerSecond);
        _last = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
