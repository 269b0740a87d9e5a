namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>What a frame of a lower tier usually comes to, as a share of the full one's bytes.</summary>
/// <param name="Coarse">Same size, coarser.</param>
/// <param name="Small">Smaller.</param>
internal readonly record struct TierShares(double Coarse, double Small)
{
    /// <summary>Of the demo scene and of photographs at 720p, coarse comes to 0.35 to 0.5 and small to 0.1 to 0.2.</summary>
    public static readonly TierShares Jpeg = new(0.45, 0.15);

    /// <summary>Of the pedestrians at 720p, with the qualities that <c>H264Options</c> begins with: 0.36 and 0.2.</summary>
    public static readonly TierShares H264 = new(0.36, 0.2);
}
