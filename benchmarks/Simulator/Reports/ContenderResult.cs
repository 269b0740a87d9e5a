using RealtimeDetect.Simulator.FramePath;
using RealtimeDetect.Simulator.Scoring;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>One contender on one trace.</summary>
internal sealed record ContenderResult(string Name, RunRecord Run, Score Score);
