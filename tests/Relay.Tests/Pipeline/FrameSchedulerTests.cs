using System.Buffers;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Pipeline;

public sealed class FrameSchedulerTests : IDisposable
{
    private readonly FrameScheduler _scheduler = Scheduler(new LanePlan(2, 1));
    private readonly SilentCamera _camera = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public void Take_FastAndSlowCamera_TakeTurns()
    {
        var fast = new FramePipeline(_scheduler, new SilentOwner());
        var slow = new FramePipeline(_scheduler, new SilentOwner());
        fast.Post(Frame(1));
        slow.Post(Frame(1));

        FrameTurn first = _scheduler.Take(_stop);
        fast.Post(Frame(2));
        fast.Post(Frame(3));
        FrameTurn second = _scheduler.Take(_stop);
        _scheduler.End(first, TimeSpan.Zero);
        FrameTurn third = _scheduler.Take(_stop);

        Assert.Same(fast, first.Pipeline);
        Assert.Same(slow, second.Pipeline);
        Assert.Same(fast, third.Pipeline);
        Assert.Equal(3, third.Frame.Number);
    }

    [Fact]
    public void Post_FrameStillWaits_TheOlderIsDropped()
    {
        var owner = new SilentOwner();
        var pipeline = new FramePipeline(_scheduler, owner);

        pipeline.Post(Frame(1));
        pipeline.Post(Frame(2));

        Assert.Equal([(1L, FrameOutcome.Dropped, DropReason.Replaced)], owner.Ended);
        Assert.Equal(2, _scheduler.Take(_stop).Frame.Number);
    }

    [Fact]
    public void Take_OldestFrameIsStuck_OneStreamDoesNotRunAwayFromIt()
    {
        var owner = new SilentOwner();
        var pipeline = new FramePipeline(_scheduler, owner);
        for (int i = 0; i < _scheduler.MaxInFlight; i++)
        {
            pipeline.Post(Frame(i));
            FrameTurn turn = _scheduler.Take(_stop);
            if (i > 0)
                pipeline.Fail(turn.Frame, turn.Sequence, new ProtocolError("x", "x"));
            _scheduler.End(turn, TimeSpan.Zero);
        }

        pipeline.Post(Frame(99));
        using var nothingDue = new CancellationTokenSource(TimeSpan.Zero);

        Assert.ThrowsAny<OperationCanceledException>(() => _scheduler.Take(nothingDue.Token));
    }

    [Fact]
    public void Take_Throughput_AllLanesHaveAFrame()
    {
        FramePipeline[] pipelines = Post(_scheduler, 3);

        FrameTurn[] turns = [_scheduler.Take(_stop), _scheduler.Take(_stop)];

        Assert.Equal(pipelines[..2], turns.Select(turn => turn.Pipeline));
        Assert.All(turns, turn => Assert.Equal(LaneMode.Throughput, turn.Mode));
    }

    [Fact]
    public void Take_Delay_NextFrameWaitsForTheEndOfTheOneBefore()
    {
        using FrameScheduler scheduler = Scheduler(new LanePlan(2, 1, 2));
        FramePipeline[] pipelines = Post(scheduler, 2);
        using var nothingDue = new CancellationTokenSource(TimeSpan.Zero);

        FrameTurn first = scheduler.Take(_stop);
        Assert.ThrowsAny<OperationCanceledException>(() => scheduler.Take(nothingDue.Token));
        scheduler.End(first, TimeSpan.Zero);
        FrameTurn second = scheduler.Take(_stop);

        Assert.Equal(LaneMode.Delay, first.Mode);
        Assert.Same(pipelines[1], second.Pipeline);
    }

    [Fact]
    public void End_ModeChangesToThroughput_EveryWaitingFrameGetsALane()
    {
        var time = new ManualTimeProvider();
        var plan = new LanePlan(2, 1, 2);
        using var scheduler = new FrameScheduler(plan, new LaneSchedule(plan, time));
        Post(scheduler, 3);

        FrameTurn slow = scheduler.Take(_stop);
        time.Advance(TimeSpan.FromSeconds(1));
        scheduler.End(slow, TimeSpan.FromSeconds(1));
        FrameTurn[] next = [scheduler.Take(_stop), scheduler.Take(_stop)];

        Assert.Equal(LaneMode.Delay, slow.Mode);
        Assert.All(next, turn => Assert.Equal(LaneMode.Throughput, turn.Mode));
    }

    public void Dispose() => _scheduler.Dispose();

    private static FrameScheduler Scheduler(LanePlan plan) => new(plan, new LaneSchedule(plan, new ManualTimeProvider()));

    private FramePipeline[] Post(FrameScheduler scheduler, int streams)
    {
        FramePipeline[] pipelines = [.. Enumerable.Range(0, streams).Select(_ => new FramePipeline(scheduler, new SilentOwner()))];
        foreach (FramePipeline pipeline in pipelines)
            pipeline.Post(Frame(1));
        return pipelines;
    }

    private CameraFrame Frame(long number) => new(_camera, number, 0, ArrayPool<byte>.Shared.Rent(4), 4, 0);

}
