using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tracking;
using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>One stream's tracker: fed with detections as they end, asked where objects are at the time of any frame.</summary>
/// <remarks><b>Threading:</b> any lane; a lock of some ten microseconds a call.</remarks>
internal sealed class StreamTracker(TimeSpan maxCarry, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly BoxTracker _tracker = new(new TrackerOptions());
    private readonly CaptureClock _clock = new(time);
    private ICameraSource? _source;
    private long _newestSequence = -1;
    private double _newestArrivalMs;

    /// <summary>Whether the newest detections are fresh enough to be carried to a frame.</summary>
    public bool CanCarry(CameraFrame frame)
    {
        lock (_lock)
            return CanCarryLocked(frame);
    }

    /// <summary>Says where objects are expected in a frame; nowhere if the newest detections are too old for it.</summary>
    /// <returns>How many were written.</returns>
    public int Predict(CameraFrame frame, PixelSize picture, float confidenceThreshold, Span<TrackedDetection> destination)
    {
        lock (_lock)
        {
            return CanCarryLocked(frame)
                ? _tracker.Predict(_clock.CaptureMs(frame), confidenceThreshold, picture, destination)
                : 0;
        }
    }

    /// <summary>Takes in what was found in a frame that is published with it, and names the tracks.</summary>
    /// <remarks>Called in publishing order, and after a newer frame only where that was detected without being waited for.</remarks>
    public void Update(in DetectedFrame detected, Span<long> trackIds)
    {
        lock (_lock)
            UpdateLocked(detected, trackIds);
    }

    /// <summary>Takes in what was found in a frame that was published before; too late if a newer one was taken in since.</summary>
    public void UpdateLate(in DetectedFrame detected, Span<long> trackIds)
    {
        lock (_lock)
        {
            if (detected.Sequence > _newestSequence)
                UpdateLocked(detected, trackIds);
        }
    }

    private void UpdateLocked(in DetectedFrame detected, Span<long> trackIds)
    {
        if (!ReferenceEquals(detected.Frame.Source, _source))
        {
            _source = detected.Frame.Source;
            _tracker.Forget();
        }
        double captureMs = _clock.CaptureMs(detected.Frame);
        _tracker.Update(detected.Detections, detected.ConfidenceThreshold, detected.Picture, captureMs, trackIds);
        _newestSequence = Math.Max(_newestSequence, detected.Sequence);
        _newestArrivalMs = _clock.ArrivalMs(detected.Frame);
    }

    // By both clocks: a camera whose own stands still must not have its boxes carried for ever.
    private bool CanCarryLocked(CameraFrame frame)
    {
        if (!ReferenceEquals(frame.Source, _source) || _tracker.DetectedMs is not { } detectedMs)
            return false;
        double ageMs = Math.Max(_clock.CaptureMs(frame) - detectedMs, _clock.ArrivalMs(frame) - _newestArrivalMs);
        return ageMs <= maxCarry.TotalMilliseconds;
    }
}
