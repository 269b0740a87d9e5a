using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>What a published model sees through the splice codec.</summary>
public sealed class SpliceDetectionTests
{
    private const float ConfidenceTolerance = 0.02f;

    // Ultralytics' figures for the rectangular input, from the shared folder's README: persons, bus, stop sign.
    private static readonly (int ClassId, float Confidence)[] Reference =
        [(0, 0.8690f), (0, 0.8536f), (0, 0.8193f), (0, 0.3013f), (5, 0.8705f), (11, 0.3461f)];

    [Fact]
    public void Bus_ThroughSplice_GivesUltralyticsReference() =>
        AssertReference(Detect(File.ReadAllBytes(SharedMaterial.Require("media/bus.jpg"))), scale: 1);

    // Reduced by 2 while it is decoded, the doubled picture is the photo again.
    [Fact]
    public void DoubledBus_ThroughReducedTransform_GivesUltralyticsReference() =>
        AssertReference(Detect(Doubled(File.ReadAllBytes(SharedMaterial.Require("media/bus.jpg")))), scale: 2);

    private static void AssertReference(Detection[] found, float scale)
    {
        Assert.Equal(Reference.Length, found.Length);
        foreach ((int classId, float confidence) in Reference)
            Assert.Contains(found, box => box.ClassId == classId && Math.Abs(box.Confidence - confidence) <= ConfidenceTolerance);
        var bus = new Detection(5, 1, 17.29f * scale, 230.59f * scale, (801.52f - 17.29f) * scale, (768.41f - 230.59f) * scale);
        Assert.InRange(IoU(found.Single(box => box.ClassId == 5), bus), 0.95f, 1);
    }

    private static Detection[] Detect(byte[] jpeg)
    {
        using var codec = new SpliceFrameCodec();
        string path = SharedMaterial.Require("models/yolov8n-dynamic.onnx");
        var options = new DetectorOptions { Execution = ExecutionPreference.Cpu };
        using IDetector detector = DetectorFactory.Create(YoloV8Model.Load(path), options).Detector;
        Assert.Equal(JpegOutcome.Ok, codec.Decode(jpeg, long.MaxValue, 640));
        Assert.True(codec.IsSpliced);
        Letterbox letterbox = Letterbox.Fit(codec.Size, 640);
        codec.FillInput(letterbox, detector.Input(letterbox.Input));
        detector.Run();
        var boxes = new Detection[300];
        return boxes[..detector.Collect(letterbox, 0.25f, boxes)];
    }

    // Each pixel four times, so that the picture is reduced while it is decoded.
    private static byte[] Doubled(byte[] jpeg)
    {
        PixelSize from = SourceJpeg.SizeOf(jpeg), size = new(2 * from.Width, 2 * from.Height);
        byte[] rgb = TestPictures.DecodeRgb(jpeg, from), doubled = new byte[size.PixelCount * 3];
        for (int i = 0; i < size.PixelCount; i++)
            rgb.AsSpan(3 * (i / size.Width / 2 * from.Width + i % size.Width / 2), 3).CopyTo(doubled.AsSpan(3 * i));
        return SourceJpeg.Of(doubled, size, JpegSubsampling.Yuv420, 90);
    }

    private static float IoU(Detection a, Detection b)
    {
        float width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X), height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        float common = Math.Max(0, width) * Math.Max(0, height);
        return common / (a.Width * a.Height + b.Width * b.Height - common);
    }
}
