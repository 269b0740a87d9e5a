using System.Buffers;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Tests.Pipeline;

public sealed class FrameSchedulerTests : IDisposable
{
    private readonly FrameScheduler _scheduler = new(laneCount: 2);
    private readonly SilentCamera _camera = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public void Take_FastAndSlowCamera_TakeTurns()
    {
        var fast = new FramePipeline(_scheduler, new Owner());
        var slow = new FramePipeline(_scheduler, new Owner());
        fast.Post(Frame(1));
        slow.Post(Frame(1));

        FrameTurn first = _scheduler.Take(_stop);
        fast.Post(Frame(2));
        fast.Post(Frame(3));
        FrameTurn second = _scheduler.Take(_stop);
        FrameTurn third = _scheduler.Take(_stop);

        Assert.Same(fast, first.Pipeline);
        Assert.Same(slow, second.Pipeline);
        Assert.Same(fast, third.Pipeline);
        Assert.Equal(3, third.Frame.Number);
    }

    [Fact]
    public void Post_FrameStillWaits_TheOlderIsDropped()
    {
        var owner = new Owner();
        var pipeline = new FramePipeline(_scheduler, owner);

        pipeline.Post(Frame(1));
        pipeline.Post(Frame(2));

        Assert.Equal([(1L, FrameOutcome.Dropped, DropReason.Replaced)], owner.Ended);
        Assert.Equal(2, _scheduler.Take(_stop).Frame.Number);
    }

    [Fact]
    public void Take_OldestFrameIsStuck_OneStreamDoesNotRunAwayFromIt()
    {
        var owner = new Owner();
        var pipeline = new FramePipeline(_scheduler, owner);
        for (int i = 0; i < _scheduler.MaxInFlight; i++)
        {
            pipeline.Post(Frame(i));
            FrameTurn turn = _scheduler.Take(_stop);
            if (i > 0)
                pipeline.Fail(turn.Frame, turn.Sequence, new ProtocolError("x", "x"));
        }

        pipeline.Post(Frame(99));
        using var nothingDue = new CancellationTokenSource(TimeSpan.Zero);

        Assert.ThrowsAny<OperationCanceledException>(() => _scheduler.Take(nothingDue.Token));
    }

    public void Dispose() => _scheduler.Dispose();

    private CameraFrame Frame(long number) => new(_camera, number, 0, ArrayPool<byte>.Shared.Rent(4), 4, 0);

    private sealed class Owner : IPipelineOwner
    {
        public List<(long Number, FrameOutcome Outcome, DropReason? Reason)> Ended { get; } = [];

        public string ModelName => "none";

        public OperatingPoint OperatingPoint => default;

        public void OnOutcome(CameraFrame frame, FrameOutcome outcome, DropReason? reason, ProtocolError? error) =>
            Ended.Add((frame.Number, outcome, reason));

        public void OnDetected(double inferenceMs, double serviceMs)
        {
        }

        public void Publish(PublishedFrame frame)
        {
        }
    }
}
