namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Shares the lanes between streams: those with a waiting frame take turns, oldest turn first.</summary>
/// <remarks><b>Threading:</b> any thread signals; lanes take. A fast camera gets one turn a round like any other.</remarks>
internal sealed class FrameScheduler : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<FramePipeline> _ready = new();
    private readonly SemaphoreSlim _turns = new(0);
    private int _idleLanes;

    /// <summary>Shares <paramref name="laneCount"/> lanes.</summary>
    public FrameScheduler(int laneCount) => MaxInFlight = laneCount + 1;

    /// <summary>
    /// Frames of one stream between taking and publishing: one more than there are lanes, so that a lane need not idle
    /// while an older frame of the same stream is still in another.
    /// </summary>
    public int MaxInFlight { get; }

    /// <summary>Gives a stream a turn if it has a frame and none is due.</summary>
    public void Signal(FramePipeline pipeline)
    {
        lock (_lock)
        {
            if (pipeline.IsQueued || !pipeline.Mailbox.HasFrame || pipeline.NextSequence - pipeline.Order.Next >= MaxInFlight)
                return;
            pipeline.IsQueued = true;
            _ready.Enqueue(pipeline);
        }
        _turns.Release();
    }

    /// <summary>Waits for the next turn.</summary>
    /// <exception cref="OperationCanceledException">The lanes are stopping.</exception>
    public FrameTurn Take(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
                _idleLanes++;
            _turns.Wait(cancellationToken);
            lock (_lock)
            {
                _idleLanes--;
                FramePipeline pipeline = _ready.Dequeue();
                pipeline.IsQueued = false;
                if (pipeline.Mailbox.Take() is { } frame)
                    return new FrameTurn(pipeline, frame, pipeline.NextSequence++);
            }
        }
    }

    /// <summary>Takes a stream's waiting frame past the queue, to be processed beside the lanes; false while a lane is free for it.</summary>
    public bool TryTakeBeside(FramePipeline pipeline, out FrameTurn turn)
    {
        turn = default;
        lock (_lock)
        {
            bool isLaneFree = _ready.Count <= _idleLanes;
            if (isLaneFree || pipeline.NextSequence - pipeline.Order.Next >= MaxInFlight || pipeline.Mailbox.Take() is not { } frame)
                return false;
            turn = new FrameTurn(pipeline, frame, pipeline.NextSequence++);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
