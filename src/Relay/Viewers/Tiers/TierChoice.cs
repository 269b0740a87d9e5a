namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>Chooses a viewer's tier: the best one in which its link carries a watchable rate.</summary>
/// <remarks>Rate gives way first, then the picture. <b>Threading:</b> one thread at a time.</remarks>
/// <param name="takesSmaller">Whether the viewer takes a picture of another size than the camera's.</param>
internal sealed class TierChoice(bool takesSmaller)
{
    /// <summary>A tier that carries fewer frames a second gives way to the next, unless the stream itself has fewer.</summary>
    public const double WatchableFps = 10;

    /// <summary>How much more than that a better tier must carry before a viewer returns to it.</summary>
    private const double ReturnMargin = 1.4;

    /// <summary>The tier now.</summary>
    public PictureTier Tier { get; private set; }

    /// <summary>The best tier that the viewer has a use for: a small one that would be shown small.</summary>
    public PictureTier Best { get; private set; }

    /// <summary>Sets the best tier; one that a viewer does not take stays out.</summary>
    public void Limit(PictureTier best)
    {
        Best = takesSmaller ? best : PictureTier.Full;
        Tier = Tier < Best ? Best : Tier;
    }

    /// <summary>Chooses again.</summary>
    /// <param name="bytesPerSecond">What the link carries; infinity where it has shown no limit.</param>
    /// <param name="streamFps">Frames a second that the stream publishes.</param>
    /// <param name="sizes">Bytes of a frame in each tier.</param>
    public PictureTier Choose(double bytesPerSecond, double streamFps, in TierSizes sizes)
    {
        double wanted = Math.Min(WatchableFps, Math.Max(1, streamFps));
        PictureTier last = takesSmaller ? PictureTier.Small : PictureTier.Coarse;
        PictureTier chosen = Best;
        while (chosen < last && bytesPerSecond / sizes[chosen] < wanted * (chosen < Tier ? ReturnMargin : 1))
            chosen++;
        return Tier = chosen;
    }
}
