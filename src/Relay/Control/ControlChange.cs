using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.Control;

/// <summary>A change of the operating point.</summary>
/// <param name="At">When.</param>
/// <param name="Point">What the stream ran at from then on.</param>
/// <param name="Cause">Why, with what changed.</param>
internal sealed record ControlChange(DateTimeOffset At, OperatingPoint Point, string Cause);
