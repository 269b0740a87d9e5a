using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Stats;

/// <summary>What the controller thinks.</summary>
/// <param name="Reason">Why it did what it did last, in one sentence.</param>
/// <param name="JpegQuality">Quality asked of the camera, 0 to 1.</param>
/// <param name="MaxLongSidePx">Longest side asked of the camera, in pixels.</param>
/// <param name="Cause">What the last decision rests on; the same sentence as <paramref name="Reason"/>.</param>
/// <param name="Alternatives">Points that were weighed and not taken, most useful first.</param>
/// <param name="Next">What it will try next, and when.</param>
internal sealed record ControllerStats(
    string Reason, double JpegQuality, int MaxLongSidePx, string Cause, IReadOnlyList<AlternativeStats> Alternatives, string Next)
{
    /// <summary>Those of a decision.</summary>
    public static ControllerStats Of(ControlDecision decision) =>
        new(decision.Reason, Math.Round(decision.Point.JpegQuality, 3), decision.Point.MaxLongSidePx, decision.Reason,
            [.. decision.Alternatives.Select(Alternative)], decision.Next);

    private static AlternativeStats Alternative(PlanAlternative weighed) => new(
        weighed.Point.InferenceSize, weighed.Point.TargetFps, weighed.Point.JpegQuality, weighed.Point.MaxLongSidePx,
        weighed.Utility, weighed.DelayMs, weighed.Verdict);
}
