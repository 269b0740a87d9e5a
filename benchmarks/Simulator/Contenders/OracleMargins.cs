using RealtimeDetect.Simulator.Scoring;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>How carefully an oracle plans; the best that a search finds stands for what knowing the trace is worth.</summary>
/// <param name="Bytes">Frames are taken to be so many times their usual size.</param>
/// <param name="LinkLoad">Most share of a link's time that is planned for.</param>
/// <param name="LaneLoad">Most share of the lanes' time that is planned for.</param>
/// <param name="Moments">Share of the moments of the time ahead at which a frame must be on time.</param>
/// <param name="LateFrameObjectiveMs">The delay objective that the server is told for single frames; infinity for none.</param>
internal sealed record OracleMargins(double Bytes, double LinkLoad, double LaneLoad, double Moments, double LateFrameObjectiveMs)
{
    /// <summary>Where the search begins.</summary>
    public static OracleMargins Start { get; } = new(1.4, 0.9, 0.85, 0.9, double.PositiveInfinity);

    /// <summary>What is tried in turn of each margin, the others staying as they were found best.</summary>
    public static IReadOnlyList<Func<OracleMargins, IEnumerable<OracleMargins>>> Turns { get; } =
    [
        margins => new[] { 1.15, 1.3, 1.6, 1.9 }.Select(bytes => margins with { Bytes = bytes }),
        margins => new[] { 0.6, 0.75, 1 }.Select(moments => margins with { Moments = moments }),
        margins => new[] { 0.75, 0.92, 0.97, 1.02 }.Select(load => margins with { LaneLoad = load }),
        margins => new[] { 0.75, 1 }.Select(load => margins with { LinkLoad = load }),
        margins => [margins with { LateFrameObjectiveMs = Scorer.ObjectiveMs }],
    ];
}
