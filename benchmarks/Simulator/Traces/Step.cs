namespace RealtimeDetect.Simulator.Traces;

/// <summary>A moment at which conditions change at once and then stay for a while.</summary>
/// <param name="AtSecond">When.</param>
/// <param name="UntilSecond">Until when they stay.</param>
/// <param name="Up">Whether they become better.</param>
internal sealed record Step(double AtSecond, double UntilSecond, bool Up);
