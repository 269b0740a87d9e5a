namespace RealtimeDetect.Relay.Hosting;

/// <summary>The answer of the health endpoints.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>warming_up</c>.</param>
/// <param name="ExecutionProvider">The execution provider in use; null until ready.</param>
internal sealed record HealthReport(string Status, string? ExecutionProvider);
