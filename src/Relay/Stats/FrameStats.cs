namespace RealtimeDetect.Relay.Stats;

/// <summary>A stream's frames over its life.</summary>
/// <param name="Received">Pairs received.</param>
/// <param name="Processed">Published.</param>
/// <param name="Dropped">Left out on purpose.</param>
/// <param name="Failed">Not usable.</param>
/// <param name="InFlight">Not ended yet.</param>
/// <param name="Carried">Published with detections carried from a frame before; processed frames like any others.</param>
internal sealed record FrameStats(long Received, long Processed, long Dropped, long Failed, long InFlight, long Carried);
