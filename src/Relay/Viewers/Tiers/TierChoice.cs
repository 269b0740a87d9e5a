using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>Chooses a viewer's tier of one codec: the best one in which its link carries the rate that is needed.</summary>
/// <remarks><b>Threading:</b> one thread at a time.</remarks>
/// <param name="takesSmaller">Whether the viewer takes a picture of another size than the camera's.</param>
internal sealed class TierChoice(bool takesSmaller)
{
    /// <summary>How much more than that a better tier must carry before a viewer returns to it.</summary>
    private const double ReturnMargin = 1.4;

    /// <summary>The tier now.</summary>
    public PictureTier Tier { get; private set; }

    /// <summary>Whether the link carries the rate in that tier; if not, there is none that it does.</summary>
    public bool IsCarried { get; private set; } = true;

    /// <summary>The best tier that the viewer has a use for: a small one that would be shown small, or that alone is in time.</summary>
    public PictureTier Best { get; private set; }

    /// <summary>The lowest tier that the viewer takes.</summary>
    public PictureTier Lowest { get; } = takesSmaller ? PictureTier.Small : PictureTier.Coarse;

    /// <summary>Sets the best tier; one that a viewer does not take stays out.</summary>
    public void Limit(PictureTier best)
    {
        Best = best > Lowest ? PictureTier.Full : best;
        Tier = Tier < Best ? Best : Tier;
    }

    /// <summary>Chooses again.</summary>
    /// <param name="bytesPerSecond">What the link carries; infinity where it has shown no limit.</param>
    /// <param name="fps">Frames a second that it is to carry.</param>
    /// <param name="sizes">Bytes of a frame in each tier.</param>
    public PictureTier Choose(double bytesPerSecond, double fps, TierSizes sizes)
    {
        PictureTier chosen = Best;
        while (chosen < Lowest && bytesPerSecond / sizes[chosen] < fps * (chosen < Tier ? ReturnMargin : 1))
            chosen++;
        IsCarried = bytesPerSecond / sizes[chosen] >= fps * (IsCarried ? 1 : ReturnMargin);
        return Tier = chosen;
    }
}
