using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Tests.Tracking;

/// <summary>A detector that finds one moving thing, while the test goes on with the world.</summary>
/// <remarks>What it finds is where the thing was when its run began, which is when the frame was taken.</remarks>
internal sealed class ScriptedDetector : IDetector
{
    private readonly float[] _input = new float[3 * 640 * 640];
    private Detection _seen;

    public ModelMetadata Model { get; } = new("fake", ["thing"], 32, 640, true, false, new string('0', 64));

    public string ExecutionProvider => "CPU";

    public string Precision => "fp32";

    public int Runs { get; private set; }

    /// <summary>What happens during a run.</summary>
    public Action OnRun { get; set; } = () => { };

    /// <summary>What a run sees.</summary>
    public Func<Detection> Seen { get; set; } = () => new Detection(0, 0.8f, 100, 100, 50, 50);

    public Span<float> Input(PixelSize size) => _input.AsSpan(0, (int)(3 * size.PixelCount));

    public void Run()
    {
        Runs++;
        _seen = Seen();
        OnRun();
    }

    public int Collect(in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination)
    {
        if (_seen.Confidence < confidenceThreshold)
            return 0;
        destination[0] = _seen;
        return 1;
    }

    public void Dispose()
    {
    }
}
