using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>A frame on its way to one viewer: as published, or its picture in a lower tier.</summary>
/// <param name="Frame">The published frame.</param>
/// <param name="Tier">The tier of its picture.</param>
/// <param name="Reduced">Its picture in a lower tier; null for the published one.</param>
/// <remarks><b>Ownership:</b> each queue holds one reference of both.</remarks>
internal readonly record struct OutgoingFrame(PublishedFrame Frame, PictureTier Tier = PictureTier.Full, ReducedPicture? Reduced = null)
{
    /// <summary>The <c>frame_metadata</c> message.</summary>
    public ReadOnlyMemory<byte> Header => Reduced?.Header ?? Frame.Header;

    /// <summary>The picture.</summary>
    /// <param name="original">Whether the camera's own is wanted; a reduced one was made from what its viewer wants.</param>
    public ReadOnlyMemory<byte> Picture(bool original) => Reduced?.Jpeg ?? (original ? Frame.Original : Frame.Annotated);

    /// <summary>Adds a holder.</summary>
    public void AddReference()
    {
        Frame.AddReference();
        if (Reduced is null)
            Frame.OnQueued();
        else
            Reduced.AddReference();
    }

    /// <summary>Lets go.</summary>
    public void Release()
    {
        if (Reduced is null)
            Frame.OnSentOrDropped();
        else
            Reduced.Release();
        Frame.Release();
    }
}
