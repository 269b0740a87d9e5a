using BenchmarkDotNet.Attributes;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>A whole frame with six boxes: the splice codec against libjpeg-turbo on planes and on RGB.</summary>
[MemoryDiagnoser]
public class SpliceBenchmarks
{
    private SpliceFrame _frame = null!;

    /// <summary>Size of the picture.</summary>
    [Params("1280x720", "1920x1080")]
    public string Picture { get; set; } = "";

    /// <summary>Longer side of the network input, in pixels.</summary>
    [Params(320, 640)]
    public int InferenceSize { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string[] sides = Picture.Split('x');
        var size = new PixelSize(int.Parse(sides[0]), int.Parse(sides[1]));
        _frame = new SpliceFrame(SyntheticScene.Jpeg(size, 85), size, InferenceSize);
    }

    [GlobalCleanup]
    public void Cleanup() => _frame.Dispose();

    [Benchmark]
    public int Splice() => _frame.Splice();

    [Benchmark]
    public int TurboPlanes() => _frame.Planes();

    [Benchmark(Baseline = true)]
    public int TurboRgbDecodeAndEncode() => _frame.BareRgb();
}
