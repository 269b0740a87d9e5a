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

    // What is cut off, sigmoid, box distributions and anchors, is computed by the untouched file in ONNX Runtime.
    [Fact]
    public void Collect_CutGraph_GivesWhatTheWholeGraphGives()
    {
        string path = SharedMaterial.Require(Static);
        using IDetector detector = DetectorFactory.Create(Model.Load(path), OnCpu with { IouThreshold = 1, MaxDetections = 8400 }).Detector;
        Letterbox letterbox = Letterbox.Fit(new PixelSize(640, 640), 640);
        FillWithBus(detector, letterbox);
        detector.Run();
        var found = new Detection[8400];
        int count = detector.Collect(letterbox, 0.1f, found);

        float[] output = RunWhole(path, detector.Input(letterbox.Input));

        Detection[] expected = ReadWhole(output, 80, 0.1f);
        Assert.Equal(expected.Length, count);
        Assert.InRange(count, 20, 8400);
        for (int i = 0; i < count; i++)
            AssertSame(expected[i], found[i]);
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

    // The picture in the square's left part: geometry does not matter where both graphs see the same input.
    private static void FillWithBus(IDetector detector, Letterbox square)
    {
        using var codec = new TurboFrameCodec();
        Assert.Equal(JpegOutcome.Ok, codec.Decode(File.ReadAllBytes(SharedMaterial.Require("media/bus.jpg")), MaxPixels));
        Letterbox letterbox = Letterbox.Fit(codec.Size, 640);
        var rectangle = new float[3 * letterbox.Input.PixelCount];
        codec.FillInput(letterbox, rectangle);
        Span<float> input = detector.Input(square.Input);
        input.Fill(Letterbox.PaddingValue);
        for (int row = 0; row < 3 * 640; row++)
            rectangle.AsSpan(row * letterbox.Input.Width, letterbox.Input.Width).CopyTo(input.Slice(row * 640, 640));
    }

    private static float[] RunWhole(string path, Span<float> input)
    {
        using var session = new InferenceSession(path);
        using OrtValue image = OrtValue.CreateTensorValueFromMemory(input.ToArray(), [1, 3, 640, 640]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["images"], [image], ["output0"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static Detection[] ReadWhole(float[] output, int classes, float threshold)
    {
        int anchors = output.Length / (4 + classes);
        List<Detection> found = [];
        for (int i = 0; i < anchors; i++)
        {
            int best = Enumerable.Range(0, classes).MaxBy(c => output[((4 + c) * anchors) + i]);
            float confidence = output[((4 + best) * anchors) + i];
            if (confidence < threshold)
                continue;
            float x = output[i], y = output[anchors + i], width = output[(2 * anchors) + i], height = output[(3 * anchors) + i];
            float left = Math.Clamp(x - (width / 2), 0, 640), top = Math.Clamp(y - (height / 2), 0, 640);
            float right = Math.Clamp(x + (width / 2), 0, 640), bottom = Math.Clamp(y + (height / 2), 0, 640);
            found.Add(new Detection(best, confidence, left, top, right - left, bottom - top));
        }

        return [.. found.OrderByDescending(box => box.Confidence)];
    }

    private static void AssertSame(Detection expected, Detection actual)
    {
        Assert.Equal(expected.ClassId, actual.ClassId);
        Assert.Equal(expected.Confidence, actual.Confidence, 1e-5f);
        Assert.Equal(expected.X, actual.X, 1e-3f);
        Assert.Equal(expected.Y, actual.Y, 1e-3f);
        Assert.Equal(expected.Right, actual.Right, 1e-3f);
        Assert.Equal(expected.Bottom, actual.Bottom, 1e-3f);
    }
}
