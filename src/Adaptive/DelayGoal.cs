namespace RealtimeDetect.Adaptive;

/// <summary>What a delay is worth, given the objective and what is possible at all.</summary>
/// <param name="ObjectiveMs">Delay that nearly every frame is to keep, milliseconds.</param>
/// <param name="ComfortShare">Share (0 to 1) of the objective up to which a delay is as good as none.</param>
internal readonly record struct DelayGoal(double ObjectiveMs, double ComfortShare)
{
    // What a delay just within the objective is worth; beyond it the worth falls to a third within a tenth.
    private const double EdgeWorth = 0.88;
    // Where the objective is out of reach, the goal is the least delay possible and the more above it the further it is out of
    // reach, up to a quarter: no picture is given up for a few milliseconds of many.
    private const double SlackGrowth = 0.5;
    private const double MostSlack = 0.25;

    // A link or machine that cannot carry the frames delays them by this many objectives, at the least.
    private const double OverloadFactor = 3;

    /// <summary>Worth (0 to 1) of frames of which nearly none is later.</summary>
    /// <param name="delayMs">The delay that nearly none exceeds.</param>
    /// <param name="leastMs">The least that is possible at any point.</param>
    /// <param name="fits">Whether links and machine carry the frames at all.</param>
    public double Worth(double delayMs, double leastMs, bool fits)
    {
        double goalMs = leastMs > ObjectiveMs ? leastMs * (1 + Math.Min(MostSlack, SlackGrowth * Math.Pow((leastMs / ObjectiveMs) - 1, 2))) : ObjectiveMs;
        double share = delayMs / goalMs;
        if (!fits)
            share = Math.Max(share, OverloadFactor);
        if (share <= ComfortShare)
            return 1;
        if (share <= 1)
            return 1 - ((1 - EdgeWorth) * (share - ComfortShare) / (1 - ComfortShare));
        double fourth = share * share * share * share;
        return EdgeWorth / (fourth * fourth * fourth);
    }
}
