using RealtimeDetect.Relay.Ingest;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Shares the lanes between streams: those with a waiting frame take turns, oldest turn first.</summary>
/// <remarks>
/// <b>Threading:</b> any thread signals; lanes take and end. A fast camera gets one turn a round like any other. A change of mode
/// takes effect with the next frame taken: frames in lanes end as they began, and none is lost.
/// </remarks>
internal sealed class FrameScheduler : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<FramePipeline> _ready = new();
    private readonly SemaphoreSlim _turns = new(0);
    private readonly LaneSchedule _schedule;
    private readonly LanePlan _plan;
    private int _granted;
    private int _inLanes;

    /// <summary>Shares the lanes of a plan.</summary>
    public FrameScheduler(LanePlan plan, LaneSchedule schedule)
    {
        _plan = plan;
        _schedule = schedule;
    }

    /// <summary>Most frames of one stream between taking and publishing.</summary>
    public int MaxInFlight => _plan.MaxInFlight;

    /// <summary>Gives a stream a turn if it has a frame and none is due.</summary>
    public void Signal(FramePipeline pipeline)
    {
        lock (_lock)
        {
            if (pipeline.IsQueued || !pipeline.Mailbox.HasFrame || pipeline.NextSequence - pipeline.Order.Next >= MaxInFlight)
                return;
            pipeline.IsQueued = true;
            _ready.Enqueue(pipeline);
            GrantLocked();
        }
    }

    /// <summary>Waits for the next turn. The lane calls <see cref="End"/> when it is over.</summary>
    /// <exception cref="OperationCanceledException">The lanes are stopping.</exception>
    public FrameTurn Take(CancellationToken cancellationToken)
    {
        while (true)
        {
            _turns.Wait(cancellationToken);
            lock (_lock)
            {
                _granted--;
                FramePipeline pipeline = _ready.Dequeue();
                pipeline.IsQueued = false;
                if (pipeline.Mailbox.Take() is not { } frame)
                {
                    GrantLocked();
                    continue;
                }
                _inLanes++;
                _schedule.OnTaken(pipeline);
                GrantLocked();
                return new FrameTurn(pipeline, frame, pipeline.NextSequence++, _schedule.Mode);
            }
        }
    }

    /// <summary>Ends a turn: the lane is free for another.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="elapsed">How long it took.</param>
    public void End(in FrameTurn turn, TimeSpan elapsed)
    {
        lock (_lock)
        {
            _inLanes--;
            _schedule.OnEnded(turn.Mode, elapsed);
            GrantLocked();
        }
    }

    /// <summary>
    /// Takes a stream's frame past the queue, to be processed beside the lanes; false while a lane is free for it, and if it does
    /// not wait any more.
    /// </summary>
    public bool TryTakeBeside(FramePipeline pipeline, CameraFrame frame, out FrameTurn turn)
    {
        turn = default;
        lock (_lock)
        {
            bool isLaneFree = _granted >= _ready.Count;
            if (isLaneFree || pipeline.NextSequence - pipeline.Order.Next >= MaxInFlight || !pipeline.Mailbox.TryTake(frame))
                return false;
            turn = new FrameTurn(pipeline, frame, pipeline.NextSequence++);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private void GrantLocked()
    {
        int lanes = _schedule.Mode == LaneMode.Delay ? 1 : _plan.Lanes;
        while (_granted < _ready.Count && _granted + _inLanes < lanes)
        {
            _granted++;
            _turns.Release();
        }
    }
}
