using System.Globalization;
using System.Text;
using RealtimeDetect.Simulator.Scoring;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>What the planner is to show, and whether it does.</summary>
internal static class Promises
{
    private const double ReachableShare = 0.995;
    private const double OnTimeShare = 0.99;
    private const double MostBelowOracle = 0.02;
    private const double OracleShare = 0.9;
    private const double ThresholdFactor = 1.2;
    private const double MostChangesAMinute = 6;
    private const double MostRecoverySeconds = 2;

    // More misses than these are counted by trace.
    private const int MostNamed = 8;

    /// <summary>Every promise.</summary>
    public static IReadOnlyList<Promise> All { get; } =
    [
        new("in time on at least 99 % where the oracle reaches 99.5 %", r => r.Oracle.OnTimeShare >= ReachableShare,
            r => r.Planner.OnTimeShare >= OnTimeShare, r => Percent(r.Planner.OnTimeShare)),
        new("never more than 2 points below the oracle", _ => true,
            r => r.Planner.OnTimeShare >= r.Oracle.OnTimeShare - MostBelowOracle, r => $"{Percent(r.Planner.OnTimeShare)} to {Percent(r.Oracle.OnTimeShare)}"),
        new("utility at least 90 % of the oracle's", _ => true,
            r => r.Planner.Utility >= OracleShare * r.Oracle.Utility, r => Percent(r.Planner.Utility / r.Oracle.Utility)),
        new("utility at least 20 % above the threshold rule's, where the oracle's is", r => r.Oracle.Utility >= ThresholdFactor * r.Threshold.Utility,
            r => r.Planner.Utility >= ThresholdFactor * r.Threshold.Utility, r => Percent((r.Planner.Utility / r.Threshold.Utility) - 1)),
        new("the same, where the oracle itself is less than 20 % above it", r => r.Oracle.Utility < ThresholdFactor * r.Threshold.Utility,
            r => r.Planner.Utility >= ThresholdFactor * r.Threshold.Utility, r => Percent((r.Planner.Utility / r.Threshold.Utility) - 1)),
        new("utility subject to the objective above a fixed setting's that misses it", r => r.Fixed.Any(Misses),
            r => r.Fixed.Where(Misses).All(other => r.Planner.UtilitySubjectToObjective > other.UtilitySubjectToObjective),
            r => Against(r, score => score.UtilitySubjectToObjective)),
        new("the same, where a late frame only counts as none", r => r.Fixed.Any(Misses),
            r => r.Fixed.Where(Misses).All(other => r.Planner.Utility > other.Utility), r => Against(r, score => score.Utility)),
        new("at most 6 changes a minute in steady conditions", r => r.Trace.IsSteady,
            r => r.Planner.ChangesAMinute <= MostChangesAMinute, r => Number(r.Planner.ChangesAMinute)),
        new("recovery within 2 s after a step, up and down", r => r.Trace.Steps.Count > 0,
            r => r.Planner.RecoverySeconds.All(seconds => seconds <= MostRecoverySeconds),
            r => string.Join(" / ", r.Planner.RecoverySeconds.Select(seconds => seconds is { } value ? Number(value) : "never"))),
    ];

    /// <summary>Whether all are kept on all traces.</summary>
    public static bool AllKept(IReadOnlyList<TraceResult> results) => All.All(promise => results.Where(promise.Concerns).All(promise.IsKept));

    /// <summary>A table of them: held or not, and where not.</summary>
    public static string Table(IReadOnlyList<TraceResult> results)
    {
        bool isOneSeed = results.Select(result => result.Seed).Distinct().Count() == 1;
        var text = new StringBuilder("| to show | held | on traces | missed on |\n|---|---|---|---|\n");
        foreach (Promise promise in All)
        {
            TraceResult[] concerned = [.. results.Where(promise.Concerns)];
            TraceResult[] missed = [.. concerned.Where(result => !promise.IsKept(result))];
            string where = string.Join(", ", missed.Length <= MostNamed
                ? missed.Select(result => $"{result.Trace.Name} ({(isOneSeed ? "" : $"seed {result.Seed}: ")}{promise.Figure(result)})")
                : missed.GroupBy(result => result.Trace.Name).Select(trace => $"{trace.Key} ({trace.Count()})"));
            text.Append(CultureInfo.InvariantCulture,
                $"| {promise.Text} | {Held(missed.Length == 0)} | {concerned.Length - missed.Length} of {concerned.Length} | {where} |\n");
        }

        return text.ToString();
    }

    /// <summary>A table of those that can be kept by all traces together.</summary>
    public static string Totals(IReadOnlyList<TraceResult> results)
    {
        TraceResult[] reachable = [.. results.Where(result => result.Oracle.OnTimeShare >= ReachableShare)];
        double onTime = Mean(reachable, result => result.Planner.OnTimeShare), oracleOnTime = Mean(reachable, result => result.Oracle.OnTimeShare);
        double planner = Mean(results, result => result.Planner.Utility), oracle = Mean(results, result => result.Oracle.Utility);
        double threshold = Mean(results, result => result.Threshold.Utility);
        return string.Create(CultureInfo.InvariantCulture, $"""
            | to show | held | figure |
            |---|---|---|
            | in time on at least 99 % where the oracle reaches 99.5 % | {Held(onTime >= OnTimeShare)} | {Percent(onTime)}, the oracle {Percent(oracleOnTime)} |
            | utility at least 90 % of the oracle's | {Held(planner >= OracleShare * oracle)} | {Percent(planner / oracle)} |
            | utility at least 20 % above the threshold rule's | {Held(planner >= ThresholdFactor * threshold)} | {Percent((planner / threshold) - 1)} |

            """);
    }

    private static double Mean(IReadOnlyList<TraceResult> results, Func<TraceResult, double> figure) => results.Select(figure).DefaultIfEmpty(double.NaN).Average();

    private static string Held(bool isHeld) => isHeld ? "yes" : "**no**";

    private static string Against(TraceResult result, Func<Score, double> figure) =>
        $"{Number(figure(result.Planner))} to {Number(result.Fixed.Where(Misses).Max(figure))}, the oracle {Number(figure(result.Oracle))}";

    private static bool Misses(Score score) => score.P95Ms > Scorer.ObjectiveMs;

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private static string Number(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###}");
}
