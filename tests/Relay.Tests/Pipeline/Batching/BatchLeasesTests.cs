using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Pipeline.Batching;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Pipeline.Batching;

/// <summary>Lanes and the batch thread together, on a fake device.</summary>
public sealed class BatchLeasesTests : IDisposable
{
    private static readonly PixelSize Picture = new(1280, 720);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeBatchDetector _device = new();
    private readonly FrameScheduler _scheduler;
    private readonly DetectorPool _pool;
    private bool _isPoolDisposed;

    public BatchLeasesTests()
    {
        var plan = new LanePlan(4, 1, 0, 4);
        _scheduler = new FrameScheduler(plan, new LaneSchedule(plan, _time));
        _pool = new DetectorPool(_device, new InferenceOptions { MaxBatch = 4 }, _time);
    }

    [Fact]
    public async Task Run_FramesArriveDuringARun_ShareTheNextOneAndEachGetsItsOwnResult()
    {
        _device.Hold();
        Task<float> first = DetectAsync(1);
        await _device.EnteredAsync();
        FrameTurn[] turns = [Turn(), Turn(), Turn()];
        foreach (FrameTurn turn in turns)
            _pool.OnTaken(turn);

        Task<float>[] others = [.. turns.Select((turn, i) => DetectAsync(10 + i, turn))];
        _device.LetGo();
        float[] results = await Task.WhenAll([first, .. others]).WithinAsync("the results");

        Assert.Equal([1, 10, 11, 12], results);
        Assert.Equal([1, 3], _device.Runs.Select(run => run.Count));
        Assert.All(_device.Runs, run => Assert.Equal("batch-fake", run.Thread));
    }

    [Fact]
    public async Task Run_AnotherFrameNeverComes_TheTimerEndsTheWait()
    {
        _pool.OnTaken(Turn());
        Task<float> alone = DetectAsync(5);

        // The lane's submission and the batch thread's look at the clock come in their own time.
        while (!alone.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(2));
            await Task.Yield();
        }

        Assert.Equal(5, await alone);
        Assert.Equal(1, Assert.Single(_device.Runs).Count);
    }

    [Fact]
    public void WarmUp_ASize_RunsEveryNumberOfFrames()
    {
        var size = new PixelSize(640, 384);

        _pool.WarmUp(Turn(), size);

        Assert.Equal([1, 2, 3, 4], _device.Runs.Select(run => run.Count));
        Assert.Single(_device.Batches);
    }

    [Fact]
    public async Task Run_Fails_CostsOnlyTheFramesInTheBatch()
    {
        _device.NextRunFails = new InvalidOperationException("device lost");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => DetectAsync(1)).WithinAsync("the failure");
        float next = await DetectAsync(2).WithinAsync("the next frame");

        Assert.Equal("device lost", failure.InnerException?.Message);
        Assert.Equal(2, next);
    }

    [Fact]
    public async Task Input_NoMemoryForABatch_CostsTheFrameAndIsTriedAgain()
    {
        _device.CreateFails = new InvalidOperationException("out of memory");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => DetectAsync(1)).WithinAsync("the failure");

        _device.CreateFails = null;

        Assert.Equal("out of memory", failure.InnerException?.Message);
        Assert.Equal(2, await DetectAsync(2).WithinAsync("the next frame"));
    }

    [Fact]
    public async Task Dispose_AFrameWaitsForItsRun_TheRunUnderWayEndsAndTheWaitingFrameFails()
    {
        _device.Hold();
        Task<float> running = DetectAsync(1);
        await _device.EnteredAsync();
        FrameTurn neverComes = Turn();
        _pool.OnTaken(neverComes);
        Task<float> waiting = DetectAsync(2);
        await Until.HoldsAsync(() => _device.Batches.Count == 2, "the waiting frame's place");

        Task disposal = Task.Run(DisposePool, TestContext.Current.CancellationToken);
        _device.LetGo();
        await disposal.WithinAsync("the pool's end");

        Assert.Equal(1, await running.WithinAsync("the frame in the run"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting).WithinAsync("the waiting frame's failure");
        Assert.True(_device.IsDisposed);
        Assert.All(_device.Batches, batch => Assert.True(batch.IsDisposed));
    }

    public void Dispose()
    {
        _device.LetGo();
        DisposePool();
        _scheduler.Dispose();
    }

    private void DisposePool()
    {
        if (!_isPoolDisposed)
            _pool.Dispose();
        _isPoolDisposed = true;
    }

    private FrameTurn Turn() => new(new FramePipeline(_scheduler, new SilentOwner()), null!, 0);

    private Task<float> DetectAsync(float value) => DetectAsync(value, Turn());

    // A lane is a thread of its own: it blocks.
    private Task<float> DetectAsync(float value, FrameTurn turn) => Task.Factory.StartNew(
        () => Detect(value, turn), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private float Detect(float value, FrameTurn turn)
    {
        Letterbox letterbox = Letterbox.Fit(Picture, 640);
        IDetector detector = _pool.Lease(turn);
        try
        {
            detector.Input(letterbox.Input)[0] = value;
            detector.Run();
            var detections = new Detection[1];
            detector.Collect(letterbox, 0.5f, detections);
            return detections[0].Width;
        }
        finally
        {
            _pool.Return(detector);
        }
    }
}
