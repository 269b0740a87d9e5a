using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>A picture to be made, and who waits for it.</summary>
/// <remarks><b>Threading:</b> under the lock of <see cref="PictureReducer"/>. <b>Ownership:</b> holds one reference of the frame.</remarks>
internal sealed class Reduction(ReductionKey key, PublishedFrame frame, long requestedAt)
{
    /// <summary>Which picture.</summary>
    public ReductionKey Key { get; } = key;

    /// <summary>Of which frame.</summary>
    public PublishedFrame Frame { get; } = frame;

    /// <summary>When it was first asked for, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long RequestedAt { get; } = requestedAt;

    /// <summary>Takes the picture for each viewer that asked.</summary>
    public List<Action<OutgoingFrame>> Receivers { get; } = [];
}
