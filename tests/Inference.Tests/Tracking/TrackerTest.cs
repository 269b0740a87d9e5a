using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tracking;

namespace RealtimeDetect.Inference.Tests.Tracking;

/// <summary>A tracker, and shorthands to feed and ask it.</summary>
public abstract class TrackerTest
{
    private protected const float Threshold = 0.25f;
    private protected const double FrameMs = 100;

    private protected static readonly PixelSize Picture = new(1000, 600);

    private protected BoxTracker Tracker { get; } = new(new TrackerOptions());

    private protected long[] Update(double ms, params Detection[] detections)
    {
        long[] ids = new long[detections.Length];
        Tracker.Update(detections, Threshold, Picture, ms, ids);
        return ids;
    }

    private protected List<TrackedDetection> Predict(double ms)
    {
        var expected = new TrackedDetection[300];
        return [.. expected[..Tracker.Predict(ms, Threshold, Picture, expected)]];
    }
}
