using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Tracking;

/// <summary>The streams whose waiting frame is to be carried, oldest first.</summary>
/// <remarks><b>Threading:</b> any thread adds; carrying threads take.</remarks>
internal sealed class CarryQueue(FrameScheduler scheduler, CarryBudget budget) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<FramePipeline> _waiting = new();
    private readonly HashSet<FramePipeline> _queued = [];
    private readonly SemaphoreSlim _turns = new(0);

    /// <summary>Adds a stream, once.</summary>
    public void Add(FramePipeline pipeline)
    {
        lock (_lock)
        {
            if (!_queued.Add(pipeline))
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

    /// <summary>Takes the oldest stream's frame; false if no stream waits, a lane is free for the frame, or carrying has had its share.</summary>
    public bool TryTake(out FrameTurn turn)
    {
        turn = default;
        FramePipeline? pipeline;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out pipeline))
                return false;
            _queued.Remove(pipeline);
        }
        return budget.HasRoom && scheduler.TryTakeBeside(pipeline, out turn);
    }

    /// <summary>Ends a turn.</summary>
    /// <param name="elapsed">How long it took.</param>
    public void End(TimeSpan elapsed) => budget.Spend(elapsed);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
