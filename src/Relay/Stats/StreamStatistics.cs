using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Stats;

/// <summary>Everything that is counted and timed of one stream.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class StreamStatistics(TimeProvider time, RelayMetrics metrics)
{
    /// <summary>Frames by outcome.</summary>
    public FrameCounters Frames { get; } = new();

    /// <summary>Frames received a second.</summary>
    public RateMeter Received { get; } = new(time);

    /// <summary>Frames published a second, carried ones too.</summary>
    public RateMeter Published { get; } = new(time);

    /// <summary>Frames detected a second.</summary>
    public RateMeter Detected { get; } = new(time);

    /// <summary>Bytes in and out.</summary>
    public Traffic Traffic { get; } = new(time, metrics);

    /// <summary>From the arrival of a frame's last byte to the end of its encoding.</summary>
    public LatencyWindow Processing { get; } = new();

    /// <summary>From capture, on the server's clock, to the hand-over to the first viewer's socket.</summary>
    public LatencyWindow EndToEnd { get; } = new();

    /// <summary>What frames met on the camera's link since the controller's last step.</summary>
    public LinkWindow Uplink { get; } = new(time);

    /// <summary>Where the time of recent frames went, part by part.</summary>
    public StreamWaterfall Waterfall { get; } = new();

    /// <summary>Milliseconds of inference of the frames detected in a step.</summary>
    public StepMean InferenceMs { get; } = new();

    /// <summary>Milliseconds from leaving the mailbox to the end of their work of the frames detected in a step.</summary>
    public StepMean ServiceMs { get; } = new();

    /// <summary>Milliseconds that the frames of a step waited in the mailbox.</summary>
    public StepMean WaitMs { get; } = new();

    /// <summary>Objects in the frames of a step.</summary>
    public StepMean Detections { get; } = new();

    /// <summary>Counts a received pair.</summary>
    public void OnReceived()
    {
        Frames.AddReceived();
        Received.Add();
    }

    /// <summary>Counts a frame's end.</summary>
    public void OnOutcome(FrameOutcome outcome, DropReason? reason)
    {
        Frames.AddOutcome(outcome);
        metrics.OnOutcome(outcome, reason);
    }

    /// <summary>Counts a detection, of a frame published with it or before it.</summary>
    public void OnDetected(double inferenceMs, double serviceMs)
    {
        Detected.Add();
        metrics.OnDetected(inferenceMs);
        InferenceMs.Add(inferenceMs);
        ServiceMs.Add(serviceMs);
    }

    /// <summary>Counts a published frame. Called in order by the publishing lane.</summary>
    public void OnPublished(PublishedFrame frame)
    {
        if (!frame.Result.IsDetected)
            Frames.AddCarried();
        Published.Add();
        Processing.Add(frame.Result.ProcessingMs);
        WaitMs.Add(frame.Result.Timings.Queue);
        Detections.Add(frame.Detections.Length);
        Waterfall.OnPublished(frame);
        metrics.OnPublished(frame.Result);
    }

    /// <summary>Times a frame that a first viewer's socket has taken.</summary>
    public void OnHandedOver(PublishedFrame frame)
    {
        double captured = frame.CapturedAtMs ?? frame.Timestamp;
        double now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        EndToEnd.Add(Math.Max(0, now - captured));
    }
}
