using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Pipeline.Batching;

/// <summary>A device that notes its runs, when the test lets it.</summary>
/// <remarks><b>Threading:</b> runs on the batch thread; the test holds and releases it from its own.</remarks>
internal sealed class FakeBatchDetector : IBatchDetector
{
    private readonly Lock _lock = new();
    private readonly List<FakeBatch> _batches = [];
    private readonly List<(PixelSize Size, int Count, string? Thread)> _runs = [];
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private readonly SemaphoreSlim _entered = new(0);

    public ModelMetadata Model { get; } = new("fake", ["thing"], 32, 640, true, false, new string('0', 64));

    public string ExecutionProvider => "CUDA";

    public string Precision => "fp16";

    /// <summary>Throws in place of the next run.</summary>
    public Exception? NextRunFails { get; set; }

    /// <summary>Throws in place of every new batch.</summary>
    public Exception? CreateFails { get; set; }

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<(PixelSize Size, int Count, string? Thread)> Runs
    {
        get
        {
            lock (_lock)
                return [.. _runs];
        }
    }

    public IReadOnlyList<FakeBatch> Batches
    {
        get
        {
            lock (_lock)
                return [.. _batches];
        }
    }

    public void Hold() => _gate.Reset();

    public void LetGo() => _gate.Set();

    public Task EnteredAsync() => _entered.WaitAsync().WithinAsync("the device's run");

    public IDetectorBatch CreateBatch(PixelSize size, int capacity)
    {
        if (CreateFails is { } failure)
            throw failure;
        var batch = new FakeBatch(this, size, capacity);
        lock (_lock)
            _batches.Add(batch);
        return batch;
    }

    public Span<float> Input(PixelSize size) => throw new NotSupportedException();

    public void Run() => throw new NotSupportedException();

    public int Collect(in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination) => throw new NotSupportedException();

    public void Dispose()
    {
        IsDisposed = true;
        _gate.Set();
    }

    internal void OnRun(FakeBatch batch, int count)
    {
        _entered.Release();
        _gate.Wait(Budget.LongWait);
        lock (_lock)
            _runs.Add((batch.Size, count, Thread.CurrentThread.Name));
        if (NextRunFails is not { } failure)
            return;
        NextRunFails = null;
        throw failure;
    }
}
