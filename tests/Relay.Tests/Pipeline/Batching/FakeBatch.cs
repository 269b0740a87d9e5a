using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Tests.Pipeline.Batching;

/// <summary>A batch whose places echo what was put in: a detection as wide as the input's first number.</summary>
internal sealed class FakeBatch(FakeBatchDetector device, PixelSize size, int capacity) : IDetectorBatch
{
    private readonly float[] _inputs = new float[capacity];

    public PixelSize Size => size;

    public int Capacity => capacity;

    public bool IsDisposed { get; private set; }

    public Span<float> Input(int place) => _inputs.AsSpan(place, 1);

    public void Run(int count) => device.OnRun(this, count);

    public int Collect(int place, in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination)
    {
        destination[0] = new Detection(0, 1, 0, 0, _inputs[place], 1);
        return 1;
    }

    public void Dispose() => IsDisposed = true;
}
