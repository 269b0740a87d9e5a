using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Tracking;

/// <summary>An object where a tracker expects it at some moment.</summary>
/// <param name="Detection">Its class, the confidence of its newest detection, and where it is expected.</param>
/// <param name="TrackId">Which object it is.</param>
public readonly record struct TrackedDetection(Detection Detection, long TrackId);
