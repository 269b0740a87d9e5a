using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Pipeline;

/// <summary>A stream that only notes what became of its frames.</summary>
internal sealed class SilentOwner : IPipelineOwner
{
    public List<(long Number, FrameOutcome Outcome, DropReason? Reason)> Ended { get; } = [];

    public string ModelName => "none";

    public OperatingPoint OperatingPoint => default;

    public void OnOutcome(CameraFrame frame, FrameOutcome outcome, DropReason? reason, ProtocolError? error) =>
        Ended.Add((frame.Number, outcome, reason));

    public void OnDetected(double inferenceMs, double serviceMs)
    {
    }

    public void Publish(PublishedFrame frame)
    {
    }
}
