using BenchmarkDotNet.Attributes;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>One run of the network on one thread, and the reading of its maps; the model is the repository's own.</summary>
[MemoryDiagnoser]
public class DetectorBenchmarks
{
    private const float ConfidenceThreshold = 0.25f;

    private readonly Detection[] _detections = new Detection[300];
    private IDetector _detector = null!;
    private Letterbox _letterbox;
    private byte[] _bytes = [];

    /// <summary>Longer side of the network input, in pixels; the picture is 16:9.</summary>
    [Params(320, 480, 640)]
    public int InferenceSize { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var picture = new PixelSize(1280, 720);
        _letterbox = Letterbox.Fit(picture, InferenceSize);
        var options = new DetectorOptions { Execution = ExecutionPreference.Cpu };
        _detector = DetectorFactory.Create(YoloV8Model.Load(FindModel()), options).Detector;
        DetectorFactory.WarmUp(_detector, [picture], [InferenceSize]);
        _bytes = new byte[3 * _letterbox.Input.PixelCount];
    }

    [GlobalCleanup]
    public void Cleanup() => _detector.Dispose();

    [Benchmark]
    public void Run() => _detector.Run();

    [Benchmark]
    public int Collect() => _detector.Collect(_letterbox, ConfidenceThreshold, _detections);

    /// <summary>What an upload as bytes costs the CPU.</summary>
    [Benchmark]
    public void ToBytes() => ByteStaging.ToLevels(_detector.Input(_letterbox.Input), _bytes);

    // Benchmarks run in a folder of their own making below the repository.
    private static string FindModel()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "models", "shapes.onnx")))
            folder = folder.Parent;
        return folder is null
            ? throw new FileNotFoundException("models/shapes.onnx was not found above the benchmark's folder.")
            : Path.Combine(folder.FullName, "models", "shapes.onnx");
    }
}
