using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>Bytes of a frame in each tier: measured where the tier has been made, else what it usually comes to.</summary>
/// <remarks><b>Threading:</b> one thread at a time.</remarks>
/// <param name="shares">What the tiers usually come to.</param>
internal sealed class TierSizes(TierShares shares)
{
    /// <summary>Weight of a new frame's size.</summary>
    private const double Weight = 0.1;

    private double _full, _coarse, _small;

    /// <summary>Mean bytes of a frame in a tier; at least 1.</summary>
    public double this[PictureTier tier] => Math.Max(1, tier switch
    {
        PictureTier.Full => Full,
        PictureTier.Coarse => _coarse > 0 ? _coarse : Full * shares.Coarse,
        _ => _small > 0 ? _small : Full * shares.Small,
    });

    /// <summary>Bytes that a full frame is thought to have until one of any tier has been made.</summary>
    public double Expected { get; set; }

    private double Full => _full > 0 ? _full : _coarse > 0 ? _coarse / shares.Coarse : _small > 0 ? _small / shares.Small : Expected;

    /// <summary>Takes the size of a frame.</summary>
    public void Add(PictureTier tier, int bytes)
    {
        ref double mean = ref _full;
        if (tier == PictureTier.Coarse)
            mean = ref _coarse;
        else if (tier == PictureTier.Small)
            mean = ref _small;
        mean = mean == 0 ? bytes : mean + Weight * (bytes - mean);
    }
}
