using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Pipeline.Batching;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Pipeline.Batching;

/// <summary>The rules of batching, on one thread and a clock that the test moves.</summary>
public sealed class BatchGateTests : IDisposable
{
    private const int MaxBatch = 4;

    private static readonly PixelSize Large = new(640, 384), Small = new(320, 192);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeBatchDetector _device = new();
    private readonly BatchGate _gate;
    private readonly FrameScheduler _scheduler;
    private int _woken;

    public BatchGateTests()
    {
        var plan = new LanePlan(1, 1);
        _scheduler = new FrameScheduler(plan, new LaneSchedule(plan, _time));
        _gate = new BatchGate(new InferenceOptions { MaxBatch = MaxBatch }, _time, () => _woken++);
    }

    [Fact]
    public void TryTake_NoOtherFrameOnItsWay_RunsAtOnce()
    {
        Submitted(Stream(), Large);

        Batch? batch = _gate.TryTake(out TimeSpan? due);

        Assert.NotNull(batch);
        Assert.Single(batch.Members);
        Assert.Null(due);
    }

    [Fact]
    public void TryTake_AnotherFrameOnItsWay_WaitsForItUpToTheBound()
    {
        FramePipeline other = Stream();
        _gate.Expect(Turn(other, 0));
        Submitted(Stream(), Large);

        Batch? before = _gate.TryTake(out TimeSpan? due);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Batch? justBefore = _gate.TryTake(out _);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Batch? after = _gate.TryTake(out _);

        Assert.Null(before);
        Assert.Equal(TimeSpan.FromMilliseconds(2), due);
        Assert.Null(justBefore);
        Assert.NotNull(after);
    }

    [Fact]
    public void TryTake_TheOtherFrameArrives_BothRunWithoutFurtherWait()
    {
        FramePipeline other = Stream();
        _gate.Expect(Turn(other, 0));
        Submitted(Stream(), Large);

        Submitted(other, Large);
        Batch? batch = _gate.TryTake(out _);

        Assert.Equal(2, batch?.Members.Count);
    }

    [Fact]
    public void Forget_TheOtherFrameWasNoPicture_RunsAtOnce()
    {
        FrameTurn other = Turn(Stream(), 0);
        _gate.Expect(other);
        Submitted(Stream(), Large);
        int wokenBefore = _woken;

        _gate.Forget(other);

        Assert.Equal(wokenBefore + 1, _woken);
        Assert.NotNull(_gate.TryTake(out _));
    }

    [Fact]
    public void TryTake_FullBatch_RunsAlthoughMoreAreOnTheirWay()
    {
        _gate.Expect(Turn(Stream(), 0));
        for (int i = 0; i < MaxBatch; i++)
            Submitted(Stream(), Large);

        Batch? batch = _gate.TryTake(out _);

        Assert.Equal(MaxBatch, batch?.Members.Count);
    }

    [Fact]
    public void Reserve_BatchIsFull_TheNextOneIsInAnotherBatch()
    {
        BatchPlace[] places = [.. Enumerable.Range(0, MaxBatch + 1).Select(_ => Submitted(Stream(), Large))];

        Assert.All(places[..MaxBatch], place => Assert.Same(places[0].Batch, place.Batch));
        Assert.NotSame(places[0].Batch, places[MaxBatch].Batch);
        Assert.Equal([0, 1, 2, 3, 0], places.Select(place => place.Index));
    }

    [Fact]
    public void TryTake_TwoSizes_EachHasABatchOfItsOwnAndTheOlderGoesFirst()
    {
        Submitted(Stream(), Small);
        _time.Advance(TimeSpan.FromMilliseconds(0.1));
        Submitted(Stream(), Large);
        Submitted(Stream(), Small);

        Batch?[] batches = [_gate.TryTake(out _), _gate.TryTake(out _)];

        Assert.Equal([Small, Large], batches.Select(batch => batch!.Size));
        Assert.Equal([2, 1], batches.Select(batch => batch!.Members.Count));
    }

    [Fact]
    public void TryTake_APlaceIsStillBeingFilled_WaitsForItAndTakesNobodyElseInAfterTheBound()
    {
        Submitted(Stream(), Large);
        BatchPlace filling = Reserved(Stream(), Large);

        _time.Advance(TimeSpan.FromMilliseconds(2));
        Batch? unfilled = _gate.TryTake(out _);
        BatchPlace late = Submitted(Stream(), Large);
        _gate.Submit(filling);
        Batch? filled = _gate.TryTake(out _);

        Assert.Null(unfilled);
        Assert.Same(filling.Batch, filled);
        Assert.Equal(2, filled?.Members.Count);
        Assert.NotSame(late.Batch, filled);
    }

    [Fact]
    public void Release_FastAndSlowCameraWait_TheSlowOneIsServedFirst()
    {
        FramePipeline fast = Stream(), slow = Stream();
        BatchPlace[] taken = [.. Enumerable.Range(0, 3 * MaxBatch).Select(_ => Submitted(fast, Large))];
        BatchPlace[] fastWaits = [.. Enumerable.Range(0, 6).Select(_ => Reserved(fast, Large))];
        BatchPlace slowWaits = Reserved(slow, Large);

        Batch batch = _gate.TryTake(out _)!;
        _gate.Finish(batch, null);
        foreach (BatchPlace place in taken.Where(place => ReferenceEquals(place.Batch, batch)))
            _gate.Release(place);

        Assert.Equal(0, slowWaits.Index);
        Assert.Same(batch, slowWaits.Batch);
        Assert.Equal([1, 2, 3], fastWaits[..3].Select(place => place.Index));
        Assert.All(fastWaits[3..], place => Assert.Null(place.Batch));
    }

    [Fact]
    public void Release_SeveralStreamsWait_TakeTurnsOldestFirst()
    {
        FramePipeline[] streams = [Stream(), Stream(), Stream()];
        BatchPlace[] taken = [.. Enumerable.Range(0, 3 * MaxBatch).Select(_ => Submitted(Stream(), Large))];
        BatchPlace[] first = [.. streams.Select(stream => Reserved(stream, Large))];
        BatchPlace[] second = [.. streams.Select(stream => Reserved(stream, Large))];

        Batch batch = _gate.TryTake(out _)!;
        _gate.Finish(batch, null);
        foreach (BatchPlace place in taken.Where(place => ReferenceEquals(place.Batch, batch)))
            _gate.Release(place);

        Assert.Equal([0, 1, 2], first.Select(place => place.Index));
        Assert.Equal(3, second[0].Index);
        Assert.All(second[1..], place => Assert.Null(place.Batch));
    }

    [Fact]
    public void Release_PlaceGivenUpUnfilled_TheOthersRun()
    {
        Submitted(Stream(), Large);
        BatchPlace givenUp = Reserved(Stream(), Large);

        _gate.Release(givenUp);

        Assert.NotNull(_gate.TryTake(out _));
    }

    [Fact]
    public void Release_EveryPlaceGivenUp_NothingRuns()
    {
        BatchPlace givenUp = Reserved(Stream(), Large);

        _gate.Release(givenUp);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_gate.TryTake(out TimeSpan? due));
        Assert.Null(due);
    }

    [Fact]
    public void AddBatch_ManySizes_TheMemoryOfUnusedOnesGoes()
    {
        for (int i = 1; i <= 13; i++)
        {
            BatchPlace place = Submitted(Stream(), new PixelSize(32 * i, 320));
            _gate.Finish(_gate.TryTake(out _)!, null);
            _gate.Release(place);
        }

        Assert.Equal([true, .. Enumerable.Repeat(false, 12)], _device.Batches.Select(batch => batch.IsDisposed));
    }

    public void Dispose()
    {
        _gate.Dispose();
        _device.Dispose();
        _scheduler.Dispose();
    }

    private static FrameTurn Turn(FramePipeline stream, long sequence) => new(stream, null!, sequence);

    private FramePipeline Stream() => new(_scheduler, new SilentOwner());

    private BatchPlace Reserved(FramePipeline stream, PixelSize size)
    {
        var place = new BatchPlace(_device, _gate) { Turn = Turn(stream, 0) };
        if (_gate.Reserve(place, size))
            _gate.AddBatch(_device, size);
        return place;
    }

    private BatchPlace Submitted(FramePipeline stream, PixelSize size)
    {
        BatchPlace place = Reserved(stream, size);
        _gate.Submit(place);
        return place;
    }
}
