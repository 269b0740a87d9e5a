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
}
