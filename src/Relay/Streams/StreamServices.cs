using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Tracking;

namespace RealtimeDetect.Relay.Streams;

/// <summary>What every stream shares.</summary>
/// <param name="Scheduler">Shares the lanes.</param>
/// <param name="Controller">Bounds and thresholds of each stream's controller.</param>
/// <param name="Tiers">What viewers can be sent in place of the published picture.</param>
/// <param name="Load">How busy the lanes are.</param>
/// <param name="Metrics">The instruments.</param>
/// <param name="Time">The clock.</param>
/// <param name="Tracking">Whether detections are tracked and carried.</param>
/// <param name="Carrying">The way to the threads that publish carried frames.</param>
internal sealed record StreamServices(
    FrameScheduler Scheduler, ControllerOptions Controller, TierPictures Tiers, LaneLoad Load, RelayMetrics Metrics, TimeProvider Time,
    TrackingOptions Tracking, CarryQueue Carrying)
{
    /// <summary>Where each stream's controller starts.</summary>
    public OperatingPoint StartingPoint { get; } = new StreamPlanner(Controller).Point;

    /// <summary>Makes what tracks and carries a new stream's detections; null where that is off.</summary>
    public StreamCarrier? NewCarrier() => Tracking.Mode == TrackingMode.Off ? null : new StreamCarrier(Tracking, Carrying, Time);
}
