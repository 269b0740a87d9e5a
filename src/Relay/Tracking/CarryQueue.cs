using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>The streams that have a frame to be carried, oldest first.</summary>
/// <remarks>
/// <b>Threading:</b> any thread adds; carrying threads take. <b>Ownership:</b> an added frame stays in its mailbox until it is
/// taken: whatever waits there instead by then is not carried, since nobody said that it may be.
/// </remarks>
internal sealed class CarryQueue(FrameScheduler scheduler, CarryBudget budget) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<FramePipeline> _waiting = new();
    private readonly Dictionary<FramePipeline, CameraFrame> _frames = [];
    private readonly SemaphoreSlim _turns = new(0);

    /// <summary>Adds a stream's waiting frame, in place of an older one of it.</summary>
    public void Add(FramePipeline pipeline, CameraFrame frame)
    {
        lock (_lock)
        {
            bool isQueued = _frames.ContainsKey(pipeline);
            _frames[pipeline] = frame;
            if (isQueued)
                return;
            _waiting.Enqueue(pipeline);
        }
        _turns.Release();
    }

    /// <summary>Waits for a frame that no lane has time for.</summary>
    /// <exception cref="OperationCanceledException">The server is stopping.</exception>
    public FrameTurn Take(CancellationToken cancellationToken)
    {
        while (true)
        {
            _turns.Wait(cancellationToken);
            if (TryTake(out FrameTurn turn))
                return turn;
        }
    }

    /// <summary>
    /// Takes the oldest stream's frame; false if no stream waits, the frame does not any more, a lane is free for it, or carrying
    /// has had its share.
    /// </summary>
    public bool TryTake(out FrameTurn turn)
    {
        turn = default;
        FramePipeline? pipeline;
        CameraFrame? frame;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out pipeline) || !_frames.Remove(pipeline, out frame))
                return false;
        }
        return budget.HasRoom && scheduler.TryTakeBeside(pipeline, frame, out turn);
    }

    /// <summary>Ends a turn.</summary>
    /// <param name="elapsed">How long it took.</param>
    public void End(TimeSpan elapsed) => budget.Spend(elapsed);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
