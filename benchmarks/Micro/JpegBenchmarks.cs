using System.Buffers;
using BenchmarkDotNet.Attributes;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>The codec's stages on one frame: decode, fill the network input, draw six boxes, encode.</summary>
[MemoryDiagnoser]
public class JpegBenchmarks
{
    private const long MaxPixels = 16_000_000;

    // libjpeg's scale; what a camera page sends by default.
    private const int Quality = 80;

    private readonly LabelSet _labels = new(["person", "car", "traffic light"]);
    private readonly ArrayBufferWriter<byte> _encoded = new(4 << 20);
    private readonly Detection[] _detections = new Detection[6];
    private TurboFrameCodec _codec = null!;
    private byte[] _jpeg = [];
    private float[] _input = [];
    private Letterbox _letterbox640, _letterbox416;

    /// <summary>Size of the picture.</summary>
    [Params("640x480", "1280x720", "1920x1080")]
    public string Picture { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        string[] sides = Picture.Split('x');
        var size = new PixelSize(int.Parse(sides[0]), int.Parse(sides[1]));
        _jpeg = SyntheticScene.Jpeg(size, Quality);
        _letterbox640 = Letterbox.Fit(size, 640);
        _letterbox416 = Letterbox.Fit(size, 416);
        _input = new float[3 * _letterbox640.Input.PixelCount];
        for (int i = 0; i < _detections.Length; i++)
            _detections[i] = new Detection(i % 3, 0.5f + 0.05f * i, size.Width * i / 8f, size.Height * (i % 3) / 4f, size.Width / 5f, size.Height / 3f);
        _codec = new TurboFrameCodec();
        _codec.Decode(_jpeg, MaxPixels);
    }

    [GlobalCleanup]
    public void Cleanup() => _codec.Dispose();

    [Benchmark]
    public JpegOutcome Decode() => _codec.Decode(_jpeg, MaxPixels);

    [Benchmark]
    public void FillInput640() => _codec.FillInput(_letterbox640, _input);

    [Benchmark]
    public void FillInput416() => _codec.FillInput(_letterbox416, _input);

    [Benchmark]
    public void Annotate() => _codec.Annotate(_detections, _labels);

    [Benchmark]
    public int Encode()
    {
        _encoded.ResetWrittenCount();
        _codec.Encode(Quality, _encoded);
        return _encoded.WrittenCount;
    }
}
