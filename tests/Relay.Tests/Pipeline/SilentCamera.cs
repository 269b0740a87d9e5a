using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Pipeline;

/// <summary>A camera that only remembers what it was told.</summary>
internal sealed class SilentCamera : ICameraSource
{
    public List<(long Number, FrameOutcome Outcome)> Outcomes { get; } = [];

    public CloseReason? Closed { get; private set; }

    public double? ClockOffsetMs { get; init; }

    public void OnOutcome(long frameNumber, FrameOutcome outcome, ProtocolError? error) => Outcomes.Add((frameNumber, outcome));

    public void OnConfigChanged()
    {
    }

    public void RequestClose(CloseReason reason) => Closed = reason;
}
