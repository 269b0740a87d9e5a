namespace RealtimeDetect.Adaptive;

/// <summary>What a delay is worth, given the objective and what is possible at all.</summary>
/// <param name="ObjectiveMs">Delay that nearly every frame is to keep, milliseconds.</param>
/// <param name="ComfortShare">Share (0 to 1) of the objective up to which a delay is as good as none.</param>
internal readonly record struct DelayGoal(double ObjectiveMs, double ComfortShare)
{
    // What a delay just within the objective is worth; beyond it the worth falls to a third within a tenth.
    private const double EdgeWorth = 0.88;
    private const double Steepness = 12;

    // Where even the least delay is above the objective, the worth falls ever more gently: from a quarter above on, twice the delay costs
    // a fifth, so that no accuracy is given up for a goal that cannot be reached.
    private const double OutOfReach = 0.25;
    private const double GentleSteepness = 1.0 / 3;

    // A link or machine that cannot carry the frames delays them so many times more than one that can, from the objective on.
    private const double OverloadFactor = 3;

    /// <summary>Worth (0 to 1) of frames of which nearly none is later.</summary>
    /// <param name="delayMs">The delay that nearly none exceeds.</param>
    /// <param name="leastMs">The least that is possible at any point.</param>
    /// <param name="fits">Whether links and machine carry the frames at all.</param>
    public double Worth(double delayMs, double leastMs, bool fits)
    {
        double share = delayMs / Math.Max(ObjectiveMs, leastMs);
        if (!fits)
            return EdgeWorth * Math.Pow(Math.Max(share, 1) * OverloadFactor, -Steepness);
        if (share <= ComfortShare)
            return 1;
        if (share <= 1)
            return 1 - ((1 - EdgeWorth) * (share - ComfortShare) / (1 - ComfortShare));
        double reach = Math.Clamp(((leastMs / ObjectiveMs) - 1) / OutOfReach, 0, 1);
        return EdgeWorth * Math.Pow(share, -Steepness * Math.Pow(GentleSteepness / Steepness, reach));
    }
}
