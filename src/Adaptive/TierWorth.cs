namespace RealtimeDetect.Adaptive;

/// <summary>What a viewer has of a tier.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="DelayMs">Milliseconds from capture to paint that nearly no frame exceeds.</param>
/// <param name="InTime">Worth (0 to 1) of its frames' delay.</param>
/// <param name="Seen">Share (0 to 1) of the published picture and rate that reaches the viewer.</param>
/// <param name="IsCarried">Whether the link carries the whole rate.</param>
internal readonly record struct TierWorth(PictureTier Tier, double DelayMs, double InTime, double Seen, bool IsCarried)
{
    /// <summary>Worth of all that, 0 to 1.</summary>
    public double Value => InTime * Seen;
}
