using RealtimeDetect.Simulator.Scoring;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>All contenders on one trace of one seed; the oracle first.</summary>
internal sealed record TraceResult(int Seed, Trace Trace, IReadOnlyList<ContenderResult> Contenders)
{
    /// <summary>The score of whoever knows the trace.</summary>
    public Score Oracle => Of("oracle");

    /// <summary>The product's score.</summary>
    public Score Planner => Of("planner");

    /// <summary>The plain rule's score.</summary>
    public Score Threshold => Of("threshold");

    /// <summary>The scores of the settings that never move.</summary>
    public IEnumerable<Score> Fixed => Contenders.Where(contender => contender.Name.StartsWith("fixed", StringComparison.Ordinal)).Select(contender => contender.Score);

    private Score Of(string name) => Contenders.First(contender => contender.Name == name).Score;
}
