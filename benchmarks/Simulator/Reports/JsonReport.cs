using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeDetect.Simulator.Scoring;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>The figures for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>All scores, without their courses over time.</summary>
    public static string Text(IReadOnlyList<TraceResult> results) => JsonSerializer.Serialize(
        new
        {
            objectiveMs = Scorer.ObjectiveMs,
            traces = results.Select(result => new
            {
                result.Seed,
                result.Trace.Name,
                result.Trace.Story,
                result.Trace.Seconds,
                result.Trace.IsSteady,
                contenders = result.Contenders.Select(contender => new { contender.Name, score = contender.Score }),
            }),
        },
        Format);
}
