using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Streams;

/// <summary>What a stream is to be, said before it exists.</summary>
/// <param name="ModelName">Its model; null for the main one.</param>
/// <param name="Controller">Bounds and starting point of its controller; null for the server's own.</param>
/// <param name="TakesCamera">False for a stream that is stopped: its cameras are sent away.</param>
internal sealed record StreamPlan(string? ModelName = null, ControllerOptions? Controller = null, bool TakesCamera = true);
