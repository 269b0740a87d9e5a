using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>The product's planners, one for each stream, and the budget that they share.</summary>
internal sealed class PlannerContender(int streams, int lanes) : IContender
{
    /// <summary>Where the product starts.</summary>
    public static OperatingPoint DefaultStart { get; } = new StreamPlanner(new ControllerOptions()).Point;

    private readonly StreamPlanner[] _planners = [.. Enumerable.Range(0, streams).Select(_ => new StreamPlanner(new ControllerOptions()))];

    /// <inheritdoc/>
    public OperatingPoint Start(int stream) => _planners[stream].Point;

    /// <inheritdoc/>
    public IReadOnlyList<StreamSetting> Decide(IReadOnlyList<ControlSample> samples)
    {
        IReadOnlyList<double> shares = ComputeBudget.Shares(
            lanes, [.. _planners.Select((planner, i) => new ComputeClaim(planner.WantedLanes, samples[i].ViewerCount))]);
        return [.. samples.Select((sample, i) => Setting(_planners[i].Decide(sample with { LaneShare = shares[i] })))];
    }

    private static StreamSetting Setting(ControlDecision decision) => new(decision.Point, decision.LoweredTiers, decision.DelayObjectiveMs);
}
