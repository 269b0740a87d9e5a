using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;
using Model = RealtimeDetect.Inference.Detectors.YoloV8Model;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>
/// The prepared graph and its C# tail against the untouched file, which computes sigmoid, box distributions and anchors in ONNX
/// Runtime. All of coco128: benchmarks/Accuracy, <c>cut</c>.
/// </summary>
public sealed class CutGraphTests
{
    private const string Static = "models/yolov8n.onnx";
    private const string Dynamic = "models/yolov8n-dynamic.onnx";
    private const long MaxPixels = 10_000_000;
    private const float Confidence = 0.1f;
    private const float Margin = 1e-5f;
    private const int ClassCount = 80;

    private readonly Detection[] _boxes = new Detection[8400];

    // The static file takes squares only; its picture stands in the middle.
    [Theory]
    [InlineData("media/bus.jpg")]
    [InlineData("data/coco128/images/000000000009.jpg")]
    [InlineData("data/coco128/images/000000000049.jpg")]
    [InlineData("data/coco128/images/000000000110.jpg")]
    [InlineData("data/coco128/images/000000000133.jpg")]
    [InlineData("data/coco128/images/000000000164.jpg")]
    [InlineData("data/coco128/images/000000000450.jpg")]
    public void Collect_StaticFile_GivesWhatTheWholeGraphGives(string photo) =>
        Compare(SharedMaterial.Require(Static), SharedMaterial.Require(photo), picture => Letterbox.Place(picture, 640, Square));

    [Theory]
    [InlineData("media/bus.jpg", 320)]
    [InlineData("data/coco128/images/000000000009.jpg", 480)]
    [InlineData("data/coco128/images/000000000110.jpg", 416)]
    [InlineData("data/coco128/images/000000000450.jpg", 608)]
    public void Collect_DynamicFileOnRectangles_GivesWhatTheWholeGraphGives(string photo, int size) =>
        Compare(SharedMaterial.Require(Dynamic), SharedMaterial.Require(photo), picture => Letterbox.Fit(picture, size));

    private static (PixelSize Input, int Left, int Top) Square(PixelSize scaled, int size) =>
        (new PixelSize(size, size), Letterbox.Offset(size - scaled.Width), Letterbox.Offset(size - scaled.Height));

    private void Compare(string file, string photo, Func<PixelSize, Letterbox> fit)
    {
        // Nothing is suppressed: every box is compared, not only the strongest.
        var options = new DetectorOptions { Execution = ExecutionPreference.Cpu, IouThreshold = 1, MaxDetections = _boxes.Length };
        using IDetector detector = DetectorFactory.Create(Model.Load(file), options).Detector;
        using var codec = new TurboFrameCodec();
        Assert.Equal(JpegOutcome.Ok, codec.Decode(File.ReadAllBytes(photo), MaxPixels));
        Letterbox letterbox = fit(codec.Size);
        codec.FillInput(letterbox, detector.Input(letterbox.Input));
        detector.Run();
        Detection[] found = _boxes[..detector.Collect(letterbox, Confidence - Margin, _boxes)];

        List<Detection> expected = ReadWhole(RunWhole(file, detector.Input(letterbox.Input), letterbox.Input), letterbox);

        Assert.InRange(expected.Count, 5, _boxes.Length);
        // A score on the threshold may fall on either side of it.
        Assert.InRange(found.Length, expected.Count, expected.Count + 1);
        foreach (Detection box in expected)
            AssertSame(box, found.MinBy(other => Distance(box, other)));
    }

    private static float[] RunWhole(string file, Span<float> input, PixelSize size)
    {
        using var session = new InferenceSession(file);
        using OrtValue image = OrtValue.CreateTensorValueFromMemory(input.ToArray(), [1, 3, size.Height, size.Width]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["images"], [image], ["output0"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    // Rows: centre x, centre y, width, height, then one score for each class; one column for each cell.
    private static List<Detection> ReadWhole(float[] output, Letterbox letterbox)
    {
        int cells = output.Length / (4 + ClassCount);
        List<Detection> found = [];
        for (int i = 0; i < cells; i++)
        {
            int best = Enumerable.Range(0, ClassCount).MaxBy(c => output[((4 + c) * cells) + i]);
            float confidence = output[((4 + best) * cells) + i];
            float x = output[i], y = output[cells + i], halfWidth = output[(2 * cells) + i] / 2, halfHeight = output[(3 * cells) + i] / 2;
            var box = new ScoredBox(best, confidence, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
            if (confidence >= Confidence && PictureBox.TryMap(box, letterbox, out Detection detection))
                found.Add(detection);
        }

        return found;
    }

    private static float Distance(Detection one, Detection other) => one.ClassId != other.ClassId
        ? float.MaxValue
        : Math.Abs(one.X - other.X) + Math.Abs(one.Y - other.Y) + Math.Abs(one.Right - other.Right) + Math.Abs(one.Bottom - other.Bottom)
            + Math.Abs(one.Confidence - other.Confidence);

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
