namespace RealtimeDetect.Relay.Viewers;

/// <summary>Leaves frames out so that a viewer gets no more a second than it asked for, evenly spaced.</summary>
/// <remarks><b>Threading:</b> the rate is set from the receive loop; frames are asked for by the publishing lane.</remarks>
internal sealed class FramePacer(TimeProvider time)
{
    /// <summary>Bounds of what a viewer may ask for, frames a second.</summary>
    private const double LowestFps = 0.1, HighestFps = 240;

    /// <summary>A frame this much early still counts as on time: cameras jitter. Share of the interval.</summary>
    private const double Tolerance = 0.25;

    private double _maxFps = double.PositiveInfinity;
    private long _due;

    /// <summary>Frames a second that the viewer asked for; infinity where it asked for all.</summary>
    public double MaxFps => Volatile.Read(ref _maxFps);

    /// <summary>Sets the rate, clamped to 0.1 to 240 frames a second.</summary>
    public void SetMaxFps(double maxFps) => Volatile.Write(ref _maxFps, Math.Clamp(maxFps, LowestFps, HighestFps));

    /// <summary>Whether a frame published now is for this viewer.</summary>
    public bool TryPass()
    {
        double maxFps = MaxFps;
        if (double.IsPositiveInfinity(maxFps))
            return true;
        long now = time.GetTimestamp();
        double interval = time.TimestampFrequency / maxFps;
        if (now < _due - interval * Tolerance)
            return false;
        // Keeps the beat while frames come in time, and starts a new one after a gap.
        _due = (long)(Math.Max(_due, now - interval) + interval);
        return true;
    }
}
