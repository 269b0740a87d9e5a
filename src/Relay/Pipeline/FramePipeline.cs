using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>One stream's way through the lanes: a mailbox in front, the publishing order behind.</summary>
/// <remarks>
/// <b>Threading:</b> <see cref="Post"/> from the camera's receive loop, the rest from lanes; the scheduling fields belong to
/// <see cref="FrameScheduler"/>'s lock. <b>Ownership:</b> a posted frame is the pipeline's.
/// </remarks>
internal sealed class FramePipeline
{
    private readonly FrameScheduler _scheduler;
    private readonly IPipelineOwner _owner;

    /// <summary>Makes the pipeline of a stream.</summary>
    /// <param name="scheduler">Shares the lanes.</param>
    /// <param name="owner">The stream.</param>
    /// <param name="carrier">Tracks and carries its detections; null for a stream without.</param>
    public FramePipeline(FrameScheduler scheduler, IPipelineOwner owner, StreamCarrier? carrier = null)
    {
        _scheduler = scheduler;
        _owner = owner;
        Carrier = carrier;
        Order = new PublishOrder(scheduler.MaxInFlight, Publish);
    }

    /// <summary>The stream.</summary>
    public IPipelineOwner Owner => _owner;

    /// <summary>The frame that waits for a lane.</summary>
    public FrameMailbox Mailbox { get; } = new();

    /// <summary>Puts results back in order.</summary>
    public PublishOrder Order { get; }

    /// <summary>Tracks and carries the stream's detections; null for a stream without.</summary>
    public StreamCarrier? Carrier { get; }

    // Accessed under FrameScheduler's lock only.
    internal bool IsQueued { get; set; }

    // Accessed under FrameScheduler's lock only.
    internal long NextSequence { get; set; }

    // Accessed under FrameScheduler's lock only.
    internal int LastPeriod { get; set; } = -1;

    // Accessed under BatchGate's lock only.
    internal long LastPlaced { get; set; }

    /// <summary>Hands a received frame in; an older one that still waited is dropped.</summary>
    public void Post(CameraFrame frame)
    {
        bool mayBeCarried = Carrier is not null && Carrier.OnReceived(frame, _owner.OperatingPoint.TargetFps);
        if (Mailbox.Exchange(frame) is { } replaced)
            Drop(replaced, DropReason.Replaced);
        _scheduler.Signal(this);
        if (mayBeCarried)
            Carrier!.Offer(this, frame);
    }

    /// <summary>Drops the waiting frame, if there is one.</summary>
    public void Drain()
    {
        if (Mailbox.Take() is { } waiting)
            Drop(waiting, DropReason.StreamEnded);
    }

    /// <summary>Ends a frame's turn without a result.</summary>
    public void Fail(CameraFrame frame, long sequence, ProtocolError error)
    {
        Order.Complete(sequence, null);
        _owner.OnOutcome(frame, FrameOutcome.Failed, null, error);
        frame.Dispose();
        _scheduler.Signal(this);
    }

    /// <summary>Ends a frame's turn with its result; takes over the caller's reference.</summary>
    public void Complete(CameraFrame frame, long sequence, PublishedFrame published)
    {
        published.AddReference();
        Order.Complete(sequence, published);
        _owner.OnOutcome(frame, FrameOutcome.Processed, null, null);
        published.Release();
        _scheduler.Signal(this);
    }

    // Tracks follow the order of publishing, whichever lane was first. A carried frame brings its own.
    private void Publish(PublishedFrame frame, long sequence)
    {
        if (Carrier is not null && frame.Result.IsDetected)
            frame.Track(Carrier.Tracker, sequence);
        _owner.Publish(frame);
    }

    private void Drop(CameraFrame frame, DropReason reason)
    {
        _owner.OnOutcome(frame, FrameOutcome.Dropped, reason, null);
        frame.Dispose();
    }
}
