using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Detectors.Onnx;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class HalfPrecisionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convert_TinyModel_FindsTheSameObject(bool isHalfExport)
    {
        YoloV8Model model = YoloV8Model.Load(new TinyYolo { IsHalf = isHalfExport }.Build(), "tiny.onnx");
        PreparedGraph graph = model.ForDevice(isHalf: true, takesBytes: false);
        using var detector = new YoloV8Detector(
            model, new HostExecution(model.Head, graph, new InferenceSession(graph.File)), new DetectorOptions());
        Letterbox letterbox = Letterbox.Fit(new PixelSize(320, 320), 320);
        Span<float> input = detector.Input(letterbox.Input);
        input.Clear();
        for (int y = 80; y < 88; y++)
            input.Slice((y * 320) + 80, 8).Fill(1);
        detector.Run();
        var found = new Detection[10];

        Assert.Equal(1, detector.Collect(letterbox, 0.5f, found));
        Assert.Equal(0, found[0].ClassId);
        Assert.Equal(68, found[0].X, 0.1f);
        Assert.Equal(32, found[0].Width, 0.1f);
    }

    [Fact]
    public void Convert_Weights_AreHalfAndFactorsStayFloat()
    {
        ModelProto single = ModelProto.Parser.ParseFrom(YoloV8Model.Load(new TinyYolo().Build(), "tiny.onnx").ForDevice(false, false).File);

        ModelProto half = HalfPrecision.Convert(single);

        Assert.All(half.Graph.Initializer, tensor =>
            Assert.Equal(tensor.Name == "scales" ? OnnxTypes.Float : OnnxTypes.Float16, tensor.DataType));
        Assert.All(half.Graph.Input.Concat(half.Graph.Output), value => Assert.Equal(OnnxTypes.Float, value.Type.TensorType.ElemType));
        Assert.All(single.Graph.Initializer, tensor => Assert.Equal(OnnxTypes.Float, tensor.DataType));
    }
}
