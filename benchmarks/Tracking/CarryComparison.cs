using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Tracking;

namespace RealtimeDetect.Tracking;

/// <summary>Carries boxes through a video of which only some frames are detected, and compares them with a full detection.</summary>
internal static class CarryComparison
{
    /// <summary>Measures one spacing; every frame of the video takes its turn at being detected, so that chance evens out.</summary>
    /// <param name="full">The reference.</param>
    /// <param name="options">The tracker's.</param>
    /// <param name="oneIn">One frame in so many is detected.</param>
    /// <param name="delay">Frames that pass until a detection is there; 0 or <paramref name="oneIn"/>.</param>
    public static CarryRow Run(FullDetections full, TrackerOptions options, int oneIn, int delay)
    {
        var tracker = new BoxAgreement();
        var repetition = new BoxAgreement();
        for (int phase = 0; phase < oneIn; phase++)
            Run(full, options, oneIn, delay, phase, tracker, repetition);
        return new CarryRow(oneIn, delay, tracker.Read(), repetition.Read());
    }

    private static void Run(
        FullDetections full, TrackerOptions options, int oneIn, int delay, int phase, BoxAgreement byTracker, BoxAgreement byRepetition)
    {
        var tracker = new BoxTracker(options);
        var predicted = new TrackedDetection[new DetectorOptions().MaxDetections];
        int known = -1;
        for (int frame = phase; frame < full.Frames.Count; frame++)
        {
            int detected = frame - delay;
            if (detected >= phase && (detected - phase) % oneIn == 0)
            {
                Update(tracker, full, detected);
                known = detected;
            }
            if (known < 0 || known == frame)
                continue;
            int count = tracker.Predict(frame * full.FrameMs, FullDetections.Threshold, full.Picture, predicted);
            byTracker.Add([.. predicted[..count].Select(box => box.Detection)], full.Strong(frame));
            byRepetition.Add(full.Strong(known), full.Strong(frame));
        }
    }

    private static void Update(BoxTracker tracker, FullDetections full, int frame)
    {
        Detection[] found = full.Frames[frame];
        tracker.Update(found, FullDetections.Threshold, full.Picture, frame * full.FrameMs, new long[found.Length]);
    }
}
