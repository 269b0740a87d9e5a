namespace RealtimeDetect.Simulator.Reports;

/// <summary>Something that the planner is to keep on each trace that it concerns.</summary>
/// <param name="Text">What.</param>
/// <param name="Concerns">Whether a trace is one on which it is to be kept.</param>
/// <param name="IsKept">Whether it is.</param>
/// <param name="Figure">The figure that shows it.</param>
internal sealed record Promise(string Text, Func<TraceResult, bool> Concerns, Func<TraceResult, bool> IsKept, Func<TraceResult, string> Figure);
