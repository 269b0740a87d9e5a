namespace RealtimeDetect.Inference.Tracking;

/// <summary>How a <see cref="BoxTracker"/> tells objects apart and how it takes them to move.</summary>
/// <remarks>
/// Lengths are shares of the box's own side, so that near and far objects and all picture sizes are treated alike, as
/// DeepSORT (Wojke et al. 2017, arXiv:1703.07402) and BoT-SORT (Aharon et al. 2022, arXiv:2206.14651) do. The noises were
/// tuned on a video of pedestrians, where twice or half of any changes the mean IoU by less than 0.01; benchmarks/Tracking
/// shows what they give.
/// </remarks>
public sealed record TrackerOptions
{
    /// <summary>Overlap (IoU, 0 to 1) from which a detection may continue a track. Default 0.2, as ByteTrack.</summary>
    public float MatchIou { get; init; } = 0.2f;

    /// <summary>Overlap (IoU, 0 to 1) from which a weak detection may continue a track. Default 0.5, as ByteTrack.</summary>
    public float WeakMatchIou { get; init; } = 0.5f;

    /// <summary>How long an object that is no longer detected is remembered, milliseconds. Default 1000: ByteTrack's 30 frames.</summary>
    public double LostMs { get; init; } = 1000;

    /// <summary>Standard deviation of a detected centre, sides. Default 0.1.</summary>
    public double CentreNoise { get; init; } = 0.1;

    /// <summary>Standard deviation of a detected side, sides. Default 0.1.</summary>
    public double SideNoise { get; init; } = 0.1;

    /// <summary>By how much the speed of the centre strays in a second (standard deviation), sides a second. Default 0.25.</summary>
    public double CentreAcceleration { get; init; } = 0.25;

    /// <summary>By how much the growth strays in a second, sides a second. Default 0.1.</summary>
    public double SideAcceleration { get; init; } = 0.1;

    /// <summary>Standard deviation of a new object's speed, sides a second. Default 1.</summary>
    public double CentreSpeed { get; init; } = 1;

    /// <summary>Standard deviation of a new object's growth, sides a second. Default 0.5.</summary>
    public double SideSpeed { get; init; } = 0.5;
}
