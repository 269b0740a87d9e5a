using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>Places frames in time by the camera's own capture times, which no link shifts, as far as they can be believed.</summary>
/// <remarks><b>Threading:</b> one thread at a time.</remarks>
internal sealed class CaptureClock(TimeProvider time)
{
    /// <summary>
    /// How far capture times may drift from arrivals, milliseconds: more than a good link shifts them. A clock that jumps or
    /// stands still passes it, and is set anew by the arrival.
    /// </summary>
    private const double MaxDriftMs = 1000;

    private readonly long _start = time.GetTimestamp();
    private double _offsetMs = double.NegativeInfinity;

    /// <summary>When a frame was taken, milliseconds on a clock that goes evenly.</summary>
    public double CaptureMs(CameraFrame frame)
    {
        double arrivedMs = ArrivalMs(frame);
        if (Math.Abs(frame.Timestamp + _offsetMs - arrivedMs) > MaxDriftMs)
            _offsetMs = arrivedMs - frame.Timestamp;
        return frame.Timestamp + _offsetMs;
    }

    /// <summary>When a frame's last byte arrived, milliseconds.</summary>
    public double ArrivalMs(CameraFrame frame) => time.GetElapsedTime(_start, frame.Arrived).TotalMilliseconds;
}
