namespace RealtimeDetect.Adaptive;

/// <summary>The controller's answer to one sample.</summary>
/// <param name="Point">What the stream is to run at from now on.</param>
/// <param name="Reason">One short sentence with the numbers behind it, also when nothing changes.</param>
/// <param name="Changed">Whether <paramref name="Point"/> differs from the one before.</param>
public sealed record ControlDecision(OperatingPoint Point, string Reason, bool Changed)
{
    /// <summary>The points of most utility that were weighed and not taken.</summary>
    public IReadOnlyList<PlanAlternative> Alternatives { get; init; } = [];

    /// <summary>The cost table that the decision rests on, largest size first; empty before anything was measured.</summary>
    public IReadOnlyList<PlanCost> Costs { get; init; } = [];

    /// <summary>What the controller will try next, and when.</summary>
    public string Next { get; init; } = "";

    /// <summary>The viewers, by id, that are to get less than the published picture, so that theirs is in time; the others get all of it.</summary>
    public IReadOnlyDictionary<long, PictureTier> LoweredTiers { get; init; } = NoTiers;

    /// <summary>The delay objective that it plans for, milliseconds from capture to paint; infinity where it plans nothing.</summary>
    public double DelayObjectiveMs { get; init; } = double.PositiveInfinity;

    private static readonly IReadOnlyDictionary<long, PictureTier> NoTiers = new Dictionary<long, PictureTier>();
}
