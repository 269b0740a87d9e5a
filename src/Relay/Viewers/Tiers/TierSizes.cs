namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>Bytes of a frame in each tier: measured where the tier is being made, else what it usually comes to.</summary>
/// <param name="Full">As published.</param>
/// <param name="Coarse">Same size, coarser; 0 where not measured.</param>
/// <param name="Small">Smaller; 0 where not measured.</param>
internal readonly record struct TierSizes(double Full, double Coarse = 0, double Small = 0)
{
    /// <summary>
    /// Usual shares of the full picture's bytes, until a tier is made and measured: of the demo scene and of photographs at 720p,
    /// coarse comes to 0.35 to 0.5 and small to 0.1 to 0.2.
    /// </summary>
    private const double CoarseShare = 0.45, SmallShare = 0.15;

    /// <summary>Bytes of a frame in a tier; at least 1.</summary>
    public double this[PictureTier tier] => Math.Max(1, tier switch
    {
        PictureTier.Full => Full,
        PictureTier.Coarse => Coarse > 0 ? Coarse : Full * CoarseShare,
        _ => Small > 0 ? Small : Full * SmallShare,
    });
}
