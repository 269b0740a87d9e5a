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
    public static string Text(int seed, IReadOnlyList<TraceResult> results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Controllers on simulated traces, seed {seed}\n\n");
        text.Append(Explanation).Append("\n\n").Append(Head);
        foreach (TraceResult result in results)
            text.Append(Rows(result)).Append('\n');
        text.Append("\n## Traces\n\n");
        foreach (TraceResult result in results)
            text.Append(CultureInfo.InvariantCulture, $"- `{result.Trace.Name}`: {result.Trace.Story}\n");
        return text.ToString();
    }

    /// <summary>The rows of one trace.</summary>
    public static string Rows(TraceResult result) =>
        string.Join('\n', result.Contenders.Select(contender => Row(result.Trace.Name, contender.Name, contender.Score)));

    private const string Explanation = """
        In time: share of the painted frames that are at most 100 ms old. Utility: the mean, over the seconds of all viewers, of
        detection (mAP50-95 at the inference size over that at 640) x motion (log(1 + fps/5) / log 7, frames in time only) x picture
        ((long side / 1280)^0.5 x (quality / 0.8)^0.35). Changes: of one stream's operating point, after the first 10 s. Recovery: for each
        step of the trace the seconds until a second begins in which 95 % of the frames are in time and utility is within a tenth of what
        the oracle has from 3 s after the step on; `-` if none does before the next step. Costs of inference, codec and bytes: the table in
        `MeasuredCosts.cs`.
        """;

    private static string Row(string trace, string contender, Score score) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {trace} | {contender} | {100 * score.OnTimeShare:0.00} | {score.Utility:0.000} | {score.P50Ms:0} | {score.P95Ms:0} | {score.P99Ms:0} | " +
        $"{score.PaintedFps:0.0} | {score.ChangesAMinute:0.0} | {string.Join(", ", score.RecoverySeconds.Select(Seconds))} |");

    private static string Seconds(double? seconds) => seconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}
