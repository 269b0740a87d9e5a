using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.TestKit;

/// <summary>A detector that finds what a test says, when the test lets it.</summary>
/// <remarks><b>Threading:</b> lanes run it; the test holds and releases it from its own thread.</remarks>
public sealed class FakeDetector : IDetector
{
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private readonly SemaphoreSlim _entered = new(0);
    private readonly float[] _input = new float[3 * 640 * 640];
    private volatile bool _isHeld;
    private volatile bool _fails;

    /// <inheritdoc/>
    public ModelMetadata Model { get; } = new("fake", ["thing"], 32, 640, true, false, new string('0', 64));

    /// <inheritdoc/>
    public string ExecutionProvider => "CPU";

    /// <inheritdoc/>
    public string Precision => "fp32";

    /// <summary>What every run finds, boxes in pixels of the picture.</summary>
    public IReadOnlyList<Detection> Found { get; set; } = [];

    /// <summary>Lets runs wait from here on.</summary>
    public void Hold()
    {
        // In this order: a run that says that it waits does wait.
        _gate.Reset();
        _isHeld = true;
    }

    /// <summary>Lets runs end again.</summary>
    public void Release()
    {
        _isHeld = false;
        _gate.Set();
    }

    /// <summary>Lets every run throw, until told otherwise.</summary>
    public void Fail(bool fails) => _fails = fails;

    /// <summary>Returns once a run has begun and waits.</summary>
    public Task EnteredAsync() => _entered.WaitAsync().WithinAsync("the detector's run");

    /// <inheritdoc/>
    public Span<float> Input(PixelSize size) => _input.AsSpan(0, (int)(3 * size.PixelCount));

    /// <inheritdoc/>
    public void Run()
    {
        if (_isHeld)
        {
            _entered.Release();
            _gate.Wait(Budget.LongWait);
        }
        if (_fails)
            throw new InvalidOperationException("The test lets this run fail.");
    }

    /// <inheritdoc/>
    public int Collect(in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination)
    {
        int count = 0;
        foreach (Detection detection in Found)
        {
            if (detection.Confidence >= confidenceThreshold && count < destination.Length)
                destination[count++] = detection;
        }
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _entered.Dispose();
    }
}
