using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>Which reduced picture of a stream: viewers with equal keys share one.</summary>
/// <param name="Stream">The stream, by any object of its own.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Original">Made from the camera's own picture, without boxes.</param>
internal readonly record struct ReductionKey(object Stream, PictureTier Tier, bool Original);
