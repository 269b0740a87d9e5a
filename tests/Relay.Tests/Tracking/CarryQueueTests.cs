using System.Buffers;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Tests.Pipeline;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Tracking;

public sealed class CarryQueueTests : IDisposable
{
    private readonly FrameScheduler _scheduler = new(laneCount: 1);
    private readonly CarryQueue _queue;

    public CarryQueueTests() => _queue = new CarryQueue(_scheduler, new CarryBudget(share: null, new ManualTimeProvider()));

    [Fact]
    public void TryTake_SeveralStreams_OldestFirstAndEachOnce()
    {
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
    public void TryTake_ALaneWasFaster_TakesNothing()
    {
        FramePipeline pipeline = Posted(1);
        _queue.Add(pipeline);
        _scheduler.Take(TestContext.Current.CancellationToken);

        Assert.False(_queue.TryTake(out _));
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

    private FramePipeline Posted(long number)
    {
        var pipeline = new FramePipeline(_scheduler, new Owner());
        pipeline.Post(Frame(number));
        return pipeline;
    }

    private static CameraFrame Frame(long number) => new(new SilentCamera(), number, 0, ArrayPool<byte>.Shared.Rent(4), 4, 0);

    private sealed class Owner : IPipelineOwner
    {
        public string ModelName => "none";

        public OperatingPoint OperatingPoint => default;

        public void OnOutcome(CameraFrame frame, FrameOutcome outcome, DropReason? reason, ProtocolError? error)
        {
        }

        public void OnDetected(double inferenceMs, double serviceMs)
        {
        }

        public void Publish(PublishedFrame frame)
        {
        }
    }
}
