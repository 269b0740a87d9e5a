using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.Reports;

/// <summary>All contenders on one trace; the oracle first.</summary>
internal sealed record TraceResult(Trace Trace, IReadOnlyList<ContenderResult> Contenders);
