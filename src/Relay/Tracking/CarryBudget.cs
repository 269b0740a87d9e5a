namespace RealtimeDetect.Relay.Tracking;

/// <summary>Keeps carried frames to a share of the machine, so that the detector keeps the rest.</summary>
/// <remarks><b>Threading:</b> any carrying thread.</remarks>
/// <param name="share">Seconds of carrying that a second allows; null for any.</param>
/// <param name="time">The clock.</param>
internal sealed class CarryBudget(double? share, TimeProvider time)
{
    /// <summary>Seconds that may be saved up: a frame or two of many cameras that come at once.</summary>
    private const double MaxSavedSeconds = 0.1;

    private readonly Lock _lock = new();
    private double _savedSeconds = MaxSavedSeconds;
    private long _last = time.GetTimestamp();

    /// <summary>Whether a further frame may be carried now.</summary>
    public bool HasRoom
    {
        get
        {
            if (share is not { } allowed)
                return true;
            lock (_lock)
            {
                long now = time.GetTimestamp();
                _savedSeconds = Math.Min(MaxSavedSeconds, _savedSeconds + (allowed * time.GetElapsedTime(_last, now).TotalSeconds));
                _last = now;
                return _savedSeconds > 0;
            }
        }
    }

    /// <summary>Counts the time that a frame took.</summary>
    public void Spend(TimeSpan elapsed)
    {
        lock (_lock)
            _savedSeconds -= elapsed.TotalSeconds;
    }
}
