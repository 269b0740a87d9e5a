namespace RealtimeDetect.Tracking;

/// <summary>One spacing of detections, by tracker and by repetition.</summary>
/// <param name="DetectedOneIn">One frame in so many is detected; the others are carried.</param>
/// <param name="DelayFrames">Frames that pass until a detection is there: 0 for at once, as in the question.</param>
/// <param name="Tracker">Boxes moved by the tracker.</param>
/// <param name="Repetition">The last boxes as they were.</param>
internal sealed record CarryRow(int DetectedOneIn, int DelayFrames, CarriedBoxes Tracker, CarriedBoxes Repetition)
{
    /// <summary>By how much the tracker's mean IoU is higher.</summary>
    public double MeanIouGain => Math.Round(Tracker.MeanIou - Repetition.MeanIou, 4);
}
