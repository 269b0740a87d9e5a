namespace RealtimeDetect.Relay.Stats;

/// <summary>The answer of <c>GET /api/camera/{token}/controller</c>.</summary>
/// <param name="CameraConnected">Whether a camera is connected.</param>
/// <param name="Now">The server's clock, Unix milliseconds.</param>
/// <param name="Point">What the stream runs at, and what processes it.</param>
/// <param name="Controller">The last decision: cause, alternatives, what comes next.</param>
/// <param name="Costs">The cost table, largest size first; empty before anything was measured.</param>
/// <param name="Changes">The last changes of the operating point, oldest first.</param>
internal sealed record ControllerReport(
    bool CameraConnected, long Now, ProcessorStats Point, ControllerStats Controller, IReadOnlyList<CostStats> Costs,
    IReadOnlyList<ChangeStats> Changes);
