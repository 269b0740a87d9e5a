namespace RealtimeDetect.Adaptive;

/// <summary>The delay objective as it is planned with, kept and missed: the distance between them is the hysteresis.</summary>
/// <param name="ObjectiveMs">The objective, milliseconds.</param>
internal readonly record struct PlanGoals(double ObjectiveMs)
{
    // A point is taken only if it leaves this share of the objective free, and kept until it uses all of it.
    private const double PlannedShare = 0.87;

    // Beyond this many objectives a point is left at once, below it only when it stays there.
    private const double ClearlyLate = 1.05;

    // Share of its worth below which a point's frames count as late.
    private const double LateShare = 0.98;

    /// <summary>For what is to be taken.</summary>
    public DelayGoal Planned => new(ObjectiveMs, PlannedShare);

    /// <summary>For what is there.</summary>
    public DelayGoal Kept => new(ObjectiveMs, 1);

    /// <summary>For what is there and to be left at once.</summary>
    public DelayGoal ClearlyMissed => new(ObjectiveMs * ClearlyLate, 1);

    /// <summary>How frames keep the objective, given what their delays are worth (0 to 1).</summary>
    /// <param name="kept">By <see cref="Kept"/>.</param>
    /// <param name="clearlyMissed">By <see cref="ClearlyMissed"/>.</param>
    public static Lateness LatenessOf(double kept, double clearlyMissed) =>
        kept >= LateShare ? Lateness.None : clearlyMissed >= LateShare ? Lateness.Slight : Lateness.Clear;
}
