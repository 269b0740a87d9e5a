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
        (FramePipeline first, CameraFrame firstFrame) = Posted(1);
        (FramePipeline second, CameraFrame secondFrame) = Posted(2);
        _queue.Add(first, firstFrame);
        _queue.Add(second, secondFrame);
        _queue.Add(first, firstFrame);

        Assert.True(_queue.TryTake(out FrameTurn one));
        Assert.True(_queue.TryTake(out FrameTurn two));
        Assert.False(_queue.TryTake(out _));

        Assert.Equal([1L, 2L], [one.Frame.Number, two.Frame.Number]);
    }

    [Fact]
    public void TryTake_ALaneIsFree_LeavesItTheFrame()
    {
        (FramePipeline pipeline, CameraFrame frame) = Posted(1);
        _queue.Add(pipeline, frame);

        Assert.False(_queue.TryTake(out _));
        Assert.Equal(1, _scheduler.Take(TestContext.Current.CancellationToken).Frame.Number);
    }

    [Fact]
    public void TryTake_ALaneWasFaster_TakesNothing()
    {
        (FramePipeline pipeline, CameraFrame frame) = Posted(1);
        _queue.Add(pipeline, frame);
        _scheduler.Take(TestContext.Current.CancellationToken);

        Assert.False(_queue.TryTake(out _));
    }

    [Fact]
    public void Take_FrameWasCarriedAway_TheLaneGoesToTheNextStream()
    {
        FrameTurn busy = OccupyLane();
        (FramePipeline first, CameraFrame frame) = Posted(1);
        FramePipeline second = Posted(2).Pipeline;
        _queue.Add(first, frame);
        Assert.True(_queue.TryTake(out _));

        _scheduler.End(busy, TimeSpan.Zero);

        Assert.Same(second, _scheduler.Take(TestContext.Current.CancellationToken).Pipeline);
    }

    [Fact]
    public void TryTake_FrameAfterTheLanes_IsNextInTheOrder()
    {
        FramePipeline pipeline = Posted(1).Pipeline;
        FrameTurn detected = _scheduler.Take(TestContext.Current.CancellationToken);
        _queue.Add(pipeline, Posted(pipeline, 2));

        Assert.True(_queue.TryTake(out FrameTurn carried));

        Assert.Equal(detected.Sequence + 1, carried.Sequence);
    }

    [Fact]
    public void TryTake_TooManyFramesUnpublished_LeavesTheFrameWaiting()
    {
        OccupyLane();
        (FramePipeline pipeline, CameraFrame frame) = Posted(1);
        for (int i = 0; i < _scheduler.MaxInFlight; i++)
        {
            Assert.True(_scheduler.TryTakeBeside(pipeline, frame, out _));
            frame = Posted(pipeline, 2 + i);
        }
        _queue.Add(pipeline, frame);

        Assert.False(_queue.TryTake(out _));
        Assert.True(pipeline.Mailbox.HasFrame);
    }

    [Fact]
    public void TryTake_AnotherFrameWaitsByNow_LeavesItWaiting()
    {
        OccupyLane();
        (FramePipeline pipeline, CameraFrame frame) = Posted(1);
        _queue.Add(pipeline, frame);
        Posted(pipeline, 2);

        Assert.False(_queue.TryTake(out _));
        Assert.True(pipeline.Mailbox.HasFrame);
    }

    [Fact]
    public void TryTake_StreamAddedAgain_TakesTheNewerFrame()
    {
        OccupyLane();
        (FramePipeline pipeline, CameraFrame frame) = Posted(1);
        _queue.Add(pipeline, frame);
        _queue.Add(pipeline, Posted(pipeline, 2));

        Assert.True(_queue.TryTake(out FrameTurn carried));

        Assert.Equal(2, carried.Frame.Number);
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

    private (FramePipeline Pipeline, CameraFrame Frame) Posted(long number)
    {
        var pipeline = new FramePipeline(_scheduler, new SilentOwner());
        return (pipeline, Posted(pipeline, number));
    }

    private static CameraFrame Posted(FramePipeline pipeline, long number)
    {
        var frame = new CameraFrame(new SilentCamera(), number, 0, ArrayPool<byte>.Shared.Rent(4), 4, 0);
        pipeline.Post(frame);
        return frame;
    }
}
