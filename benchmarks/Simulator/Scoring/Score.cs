using System.Text.Json.Serialization;

namespace RealtimeDetect.Simulator.Scoring;

/// <summary>How well a contender did on a trace.</summary>
internal sealed record Score
{
    /// <summary>Share (0 to 1) of the painted frames within the delay objective.</summary>
    public required double OnTimeShare { get; init; }

    /// <summary>Mean utility of a viewer's second; 1 is 640, 30 fps, full picture, all in time.</summary>
    public required double Utility { get; init; }

    /// <summary>The same where each second counts by its share of frames in time.</summary>
    public required double UtilitySubjectToObjective { get; init; }

    /// <summary>Median age at painting, milliseconds.</summary>
    public required double P50Ms { get; init; }

    /// <summary>95th percentile of the age at painting, milliseconds.</summary>
    public required double P95Ms { get; init; }

    /// <summary>99th percentile of the age at painting, milliseconds.</summary>
    public required double P99Ms { get; init; }

    /// <summary>Frames painted a second by a viewer.</summary>
    public required double PaintedFps { get; init; }

    /// <summary>Changes of a stream's operating point a minute, after the first 10 s.</summary>
    public required double ChangesAMinute { get; init; }

    /// <summary>For each step of the trace the seconds until utility and age were right again; null where they never were.</summary>
    public required IReadOnlyList<double?> RecoverySeconds { get; init; }

    /// <summary>Utility of each second; NaN where nobody watched.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> UtilityBySecond { get; init; } = [];
}
