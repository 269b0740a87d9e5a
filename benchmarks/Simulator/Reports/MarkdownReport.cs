using System.Globalization;
using System.Text;
using RealtimeDetect.Simulator.Scoring;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>The table for people.</summary>
internal static class MarkdownReport
{
    private const string Head = """
        | trace | contender | in time % | utility | p50 ms | p95 ms | p99 ms | painted fps | changes/min | recovery s |
        |---|---|---|---|---|---|---|---|---|---|

        """;

    /// <summary>The whole report.</summary>
    public static string Text(IReadOnlyList<int> seeds, IReadOnlyList<TraceResult> results)
    {
        TraceResult[] first = [.. results.Where(result => result.Seed == seeds[0])];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Controllers on simulated traces, {(seeds.Count == 1 ? $"seed {seeds[0]}" : $"seeds {seeds[0]} to {seeds[^1]}")}\n\n");
        text.Append("## What is to be shown\n\nOver all traces, each with every seed, as means of them:\n\n").Append(Promises.Totals(results));
        text.Append("\nMean utility: ").AppendJoin(", ", Means(results)).Append(".\n");
        text.Append("\nTrace by trace:\n\n").Append(Promises.Table(results)).Append('\n');
        text.Append("## The planner against the others, means of the seeds\n\n").Append(ComparisonHead);
        foreach (IGrouping<string, TraceResult> trace in results.GroupBy(result => result.Trace.Name))
            text.Append(Comparison(trace.Key, [.. trace])).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"\n## Every contender, seed {seeds[0]}\n\n").Append(Explanation).Append("\n\n").Append(Head);
        foreach (TraceResult result in first)
            text.Append(Rows(result)).Append('\n');
        text.Append("\n## Traces\n\n");
        foreach (TraceResult result in first)
            text.Append(CultureInfo.InvariantCulture, $"- `{result.Trace.Name}`: {result.Trace.Story}\n");
        return text.ToString();
    }

    /// <summary>The rows of one trace.</summary>
    public static string Rows(TraceResult result) =>
        string.Join('\n', result.Contenders.Select(contender => Row(result.Trace.Name, contender.Name, contender.Score)));

    private const string ComparisonHead = """
        | trace | in time, points to the oracle | utility / oracle | utility / threshold rule | oracle / threshold rule |
        |---|---|---|---|---|

        """;

    private static string Comparison(string name, TraceResult[] seeds)
    {
        double planner = seeds.Average(result => result.Planner.Utility), oracle = seeds.Average(result => result.Oracle.Utility);
        double threshold = seeds.Average(result => result.Threshold.Utility);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {100 * seeds.Average(result => result.Planner.OnTimeShare - result.Oracle.OnTimeShare):+0.00;-0.00;0.00} | " +
            $"{planner / oracle:0.00} | {Ratio(planner, threshold)} | {Ratio(oracle, threshold)} |");
    }

    // The rule comes to next to nothing on some traces.
    private static string Ratio(double a, double b) => a > 10 * b ? "> 10" : (a / b).ToString("0.00", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Means(IReadOnlyList<TraceResult> results) => results[0].Contenders.Select((contender, i) => string.Create(
        CultureInfo.InvariantCulture, $"{contender.Name} {results.Average(result => result.Contenders[i].Score.Utility):0.000}"));

    private const string Explanation = """
        In time: share of the painted frames that are at most 100 ms old. Utility: the mean, over the seconds of all viewers, of
        detection (mAP50-95 at the inference size over that at 640) x motion (log(1 + fps/5) / log 7, frames in time only) x picture
        ((long side / 1280)^0.5 x (quality / 0.8)^0.35); subject to the objective, each of those seconds counts by its share of frames in
        time. Changes: of one stream's operating point, after the first 10 s. Recovery: for each
        step of the trace the seconds until a second begins in which 95 % of the frames are in time and utility is within a tenth of what
        the oracle has from 3 s after the step on; `-` if none does before the next step. Costs of inference, codec and bytes: the table in
        `MeasuredCosts.cs`. The server's own window, governor, tiers, age limit and carrying decide what a viewer is sent; planner and oracle
        may also ask for a lower tier than a viewer's link does, and have single frames that would be late lowered (the oracle where that gives
        it more). A frame in a lower tier is scored by the picture of that tier, and carried
        frames by the share that was detected. Lanes work in the mode for the most frames a second throughout.
        """;

    private static string Row(string trace, string contender, Score score) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {trace} | {contender} | {100 * score.OnTimeShare:0.00} | {score.Utility:0.000} | {score.P50Ms:0} | {score.P95Ms:0} | {score.P99Ms:0} | " +
        $"{score.PaintedFps:0.0} | {score.ChangesAMinute:0.0} | {string.Join(", ", score.RecoverySeconds.Select(Seconds))} |");

    private static string Seconds(double? seconds) => seconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}
