using System.Buffers;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Tracking;

public sealed class CarryQueueTests : IDisposable
{
    private readonly FrameScheduler _scheduler;
    private readonly CarryQueue _queue;

    public CarryQueueTests()
    {
        var time = new ManualTimeProvider();
        var plan = new LanePlan(1, 1);
        _scheduler = new FrameScheduler(plan, new LaneSchedule(plan, time));
        _queue = new CarryQueue(_scheduler, new CarryBudget(share: null, time));
    }

    [Fact]
    public void TryTake_SeveralStreams_OldestFirstAndEachOnce()
    {
        OccupyLane();
        FramePipeline first = Posted(1), second = Posted(2);
        _queue.Add(first);
        _queue.Add(second);
        _queue.Add(first);

        Assert.True(_queue.TryTake(out FrameTurn one));
        Assert.True(_queue.TryTake(out FrameTurn two));
        Assert.False(_queue.TryTake(out _));

        Assert.Equal([1L, 2L], [one.Frame.Number, two.Frame.Number]);
    }

    [Fact]
    public void TryTake_ALaneIsFree_LeavesItTheFrame()
    {
        FramePipeline pipeline = Posted(1);
        _queue.Add(pipeline);

        Assert.False(_queue.TryTake(out _));
        Assert.Equal(1, _scheduler.Take(TestContext.Current.CancellationToken).Frame.Number);
    }

    [Fact]
    public void TryTake_ALaneWasFaster_TakesNothing()
    {
        FramePipeline pipeline = Posted(1);
        _queue.Add(pipeline);
        _scheduler.Take(TestContext.Current.CancellationToken);

        Assert.False(_queue.TryTake(out _));
    }

    [Fact]
    public void Take_FrameWasCarriedAway_TheLaneGoesToTheNextStream()
    {
        FrameTurn busy = OccupyLane();
        FramePipeline first = Posted(1), second = Posted(2);
        _queue.Add(first);
        Assert.True(_queue.TryTake(out _));

        _scheduler.End(busy, TimeSpan.Zero);

        Assert.Same(second, _scheduler.Take(TestContext.Current.CancellationToken).Pipeline);
    }

    [Fact]
    public void TryTake_FrameAfterTheLanes_IsNextInTheOrder()
    {
        FramePipeline pipeline = Posted(1);
        FrameTurn detected = _scheduler.Take(TestContext.Current.CancellationToken);
        pipeline.Post(Frame(2));
        _queue.Add(pipeline);

        Assert.True(_queue.TryTake(out FrameTurn carried));

        Assert.Equal(detected.Sequence + 1, carried.Sequence);
    }

    [Fact]
    public void TryTake_TooManyFramesUnpublished_LeavesTheFrameWaiting()
    {
        OccupyLane();
        FramePipeline pipeline = Posted(1);
        for (int i = 0; i < _scheduler.MaxInFlight; i++)
        {
            Assert.True(_scheduler.TryTakeBeside(pipeline, out _));
            pipeline.Post(Frame(2 + i));
        }
        _queue.Add(pipeline);

        Assert.False(_queue.TryTake(out _));
        Assert.True(pipeline.Mailbox.HasFrame);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _scheduler.Dispose();
    }

    private FrameTurn OccupyLane()
    {
        Posted(0);
        return _scheduler.Take(TestContext.Current.CancellationToken);
    }

    private FramePipeline Posted(long number)
    {
        var pipeline = new FramePipeline(_scheduler, new SilentOwner());
        pipeline.Post(Frame(number));
        return pipeline;
    }

    private static CameraFrame Frame(long number) => new(new SilentCamera(), number, 0, ArrayPool<byte>.Shared.Rent(4), 4, 0);
}
