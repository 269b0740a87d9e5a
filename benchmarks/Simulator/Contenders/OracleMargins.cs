namespace RealtimeDetect.Simulator.Contenders;

/// <summary>How carefully an oracle plans; the best of several stands for what knowing the trace is worth.</summary>
/// <param name="Bytes">Frames are taken to be so many times their usual size.</param>
/// <param name="Load">Most share of links and lanes that is planned for.</param>
/// <param name="Moments">Share of the moments of the time ahead at which a frame must be on time.</param>
internal sealed record OracleMargins(double Bytes, double Load, double Moments)
{
    /// <summary>Those that are tried.</summary>
    public static IReadOnlyList<OracleMargins> All { get; } =
    [
        new(1.2, 0.95, 0.7), new(1.4, 0.9, 0.8), new(1.4, 0.8, 1), new(1.6, 0.9, 1), new(1.6, 0.75, 1), new(2, 0.85, 1), new(2, 0.6, 1),
    ];
}
