using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;

namespace RealtimeDetect.Relay.Streams;

/// <summary>What every stream shares.</summary>
/// <param name="Scheduler">Shares the lanes.</param>
/// <param name="Controller">Bounds and thresholds of each stream's controller.</param>
/// <param name="Load">How busy the lanes are.</param>
/// <param name="Metrics">The instruments.</param>
/// <param name="Time">The clock.</param>
internal sealed record StreamServices(
    FrameScheduler Scheduler, ControllerOptions Controller, LaneLoad Load, RelayMetrics Metrics, TimeProvider Time)
{
    /// <summary>Where each stream's controller starts.</summary>
    public OperatingPoint StartingPoint { get; } = new StreamPlanner(Controller).Point;
}
