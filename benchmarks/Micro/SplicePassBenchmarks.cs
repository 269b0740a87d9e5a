using BenchmarkDotNet.Attributes;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>The splice codec's pass over a scan at every reduction, against libjpeg-turbo's decoding to planes.</summary>
[MemoryDiagnoser]
public class SplicePassBenchmarks
{
    private SpliceFrame _frame = null!;

    /// <summary>Longer side of the network input: 1280 reduces by 1, 640 by 2, 320 by 4, 160 by 8.</summary>
    [Params(1280, 640, 320, 160)]
    public int InferenceSize { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var size = new PixelSize(1280, 720);
        _frame = new SpliceFrame(SyntheticScene.Jpeg(size, 85), size, InferenceSize);
    }

    [GlobalCleanup]
    public void Cleanup() => _frame.Dispose();

    [Benchmark]
    public JpegOutcome SpliceDecode() => _frame.SpliceDecode();

    [Benchmark(Baseline = true)]
    public JpegOutcome TurboPlanesDecode() => _frame.PlanesDecode();
}
