namespace RealtimeDetect.Simulator.Traces;

/// <summary>One camera and those who watch it.</summary>
/// <param name="Uplink">The link to the server; acks and settings return over its delay.</param>
/// <param name="Viewers">Its viewers, present or not.</param>
internal sealed record CameraTrace(LinkTrace Uplink, IReadOnlyList<ViewerTrace> Viewers);
