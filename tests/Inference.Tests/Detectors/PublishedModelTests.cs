using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;
using Xunit;
using Model = RealtimeDetect.Inference.Detectors.YoloV8Model;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>The published YOLOv8n, where it lies beside the repository.</summary>
public sealed class PublishedModelTests
{
    private const string Static = "models/yolov8n.onnx";
    private const string Dynamic = "models/yolov8n-dynamic.onnx";
    private const long MaxPixels = 10_000_000;

    private static readonly DetectorOptions OnCpu = new() { Execution = ExecutionPreference.Cpu };

    [Theory]
    [InlineData(Static, false)]
    [InlineData(Dynamic, true)]
    public void Load_Published_ReadsMetadata(string path, bool isDynamic)
    {
        Model model = Model.Load(SharedMaterial.Require(path));

        Assert.Equal(80, model.Metadata.Labels.Count);
        Assert.Equal("person", model.Metadata.Labels[0]);
        Assert.Equal("toothbrush", model.Metadata.Labels[79]);
        Assert.Null(model.LabelsProblem);
        Assert.Equal(640, model.Metadata.ExportedSize);
        Assert.Equal(isDynamic, model.Metadata.IsDynamic);
        Assert.Equal(16, model.Head.BinCount);
        Assert.Equal([8, 16, 32], model.Head.Levels.Select(level => level.Stride));
    }

    [Theory]
    [InlineData(Static)]
    [InlineData(Dynamic)]
    public void Collect_Bus_MatchesTheReference(string path)
    {
        using IDetector detector = DetectorFactory.Create(Model.Load(SharedMaterial.Require(path)), OnCpu).Detector;

        Detection[] found = DetectBus(detector);

        // Ultralytics' own figures for the rectangular input, 480x640.
        AssertConfidences([0.8690f, 0.8536f, 0.8193f, 0.3013f], found, classId: 0);
        AssertConfidences([0.8705f], found, classId: 5);
        AssertConfidences([0.3461f], found, classId: 11);
        Assert.Equal(6, found.Length);
        Detection bus = found.Single(box => box.ClassId == 5);
        var expected = new ScoredBox(5, 1, 17.29f, 230.59f, 801.52f, 768.41f);
        Assert.InRange(expected.IoU(new ScoredBox(5, 1, bus.X, bus.Y, bus.Right, bus.Bottom)), 0.99f, 1);
    }

    // The graph that CUDA gets; ONNX Runtime runs it on the CPU too, slowly.
    [Fact]
    public void HalfPrecisionGraph_Bus_GivesWhatSinglePrecisionGives()
    {
        Model model = Model.Load(SharedMaterial.Require(Static));
        PreparedGraph graph = model.ForDevice(isHalf: true, takesBytes: false);
        using var half = new YoloV8Detector(model, new HostExecution(model.Head, graph, new InferenceSession(graph.File)), OnCpu);
        using IDetector single = DetectorFactory.Create(model, OnCpu).Detector;

        Detection[] expected = DetectBus(single), found = DetectBus(half);

        Assert.InRange(graph.File.Length, 1, (model.ForCpu.File.Length / 2) + 200_000);
        Assert.Equal(expected.Length, found.Length);
        foreach (Detection box in expected)
        {
            Detection same = found.MinBy(other => Math.Abs(other.X - box.X) + Math.Abs(other.Y - box.Y));
            Assert.Equal(box.ClassId, same.ClassId);
            Assert.Equal(box.Confidence, same.Confidence, 0.01f);
            Assert.Equal(box.Right, same.Right, 1f);
            Assert.Equal(box.Bottom, same.Bottom, 1f);
        }
    }

    private static void AssertConfidences(float[] expected, Detection[] found, int classId)
    {
        float[] actual = [.. found.Where(box => box.ClassId == classId).Select(box => box.Confidence)];
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 0.02f);
    }

    private static Detection[] DetectBus(IDetector detector)
    {
        using var codec = new TurboFrameCodec();
        Assert.Equal(JpegOutcome.Ok, codec.Decode(File.ReadAllBytes(SharedMaterial.Require("media/bus.jpg")), MaxPixels));
        Letterbox letterbox = Letterbox.Fit(codec.Size, 640);
        codec.FillInput(letterbox, detector.Input(letterbox.Input));
        detector.Run();
        var boxes = new Detection[300];
        return boxes[..detector.Collect(letterbox, 0.25f, boxes)];
    }
}
