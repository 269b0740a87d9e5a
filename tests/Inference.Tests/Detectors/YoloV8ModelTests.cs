using Google.Protobuf;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Onnx;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class YoloV8ModelTests
{
    public static TheoryData<string, string> Refusals { get; } = new()
    {
        { nameof(TinyYolo.HasMaskOutput), "2 outputs" },
        { nameof(TinyYolo.HasExtraMaps), "9 convolutions" },
        { nameof(TinyYolo.HasSuppression), "nms=False" },
        { nameof(TinyYolo.HasFixedResize), "fixed size" },
        { nameof(TinyYolo.HasReshapeInBackbone), "Reshape" },
        { nameof(TinyYolo.Task), "'segment'" },
        { nameof(TinyYolo.Stride), "stride is 64" },
        { nameof(TinyYolo.Opset), "operator set 99" },
        { nameof(TinyYolo.InputChannels), "1 channels" },
        { nameof(TinyYolo.InputRank), "3 dimensions" },
        { nameof(TinyYolo.OutputRank), "2 dimensions" },
        { nameof(TinyYolo.OutputChannels), "84 channels" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Load_AnotherKindOfModel_RefusesWithReason(string defect, string reason)
    {
        byte[] file = Spoilt(defect).Build();

        var e = Assert.Throws<ModelException>(() => YoloV8Model.Load(file, "other.onnx"));

        Assert.Contains("other.onnx", e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Contains(ModelException.Needed, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EveryTruncation_RefusesOrKeepsTheWholeGraph()
    {
        byte[] whole = new TinyYolo().Build();

        for (int length = 0; length < whole.Length; length += 7)
        {
            try
            {
                YoloV8Model model = YoloV8Model.Load(whole.AsSpan(0, length), "cut.onnx");
                Assert.Equal(3, model.Head.Levels.Count);
                Assert.True(length > whole.Length - 200, $"A file cut at {length} of {whole.Length} bytes was accepted.");
            }
            catch (ModelException e)
            {
                Assert.Contains("cut.onnx", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>404 Not Found</html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void Load_NotOnnx_Refuses(string text) =>
        Assert.Throws<ModelException>(() => YoloV8Model.Load(System.Text.Encoding.UTF8.GetBytes(text), "text.onnx"));

    [Fact]
    public void Load_RandomBytes_Refuses()
    {
        var random = new Random(1);
        for (int i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);

            Assert.Throws<ModelException>(() => YoloV8Model.Load(bytes, "noise.onnx"));
        }
    }

    [Fact]
    public void Load_FlippedBytes_RefusesOrLoads()
    {
        byte[] whole = new TinyYolo().Build();
        var random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                YoloV8Model.Load(damaged, "damaged.onnx");
            }
            catch (ModelException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 499);
    }

    [Fact]
    public void Load_NewerFormat_Refuses()
    {
        ModelProto model = new TinyYolo().BuildModel();
        model.IrVersion = 99;

        var e = Assert.Throws<ModelException>(() => YoloV8Model.Load(model.ToByteArray(), "newer.onnx"));

        Assert.Contains("version 99", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WeightsInAnotherFile_Refuses()
    {
        ModelProto model = new TinyYolo().BuildModel();
        model.Graph.Initializer[0].DataLocation = OnnxTypes.External;

        var e = Assert.Throws<ModelException>(() => YoloV8Model.Load(model.ToByteArray(), "external.onnx"));

        Assert.Contains("another file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Export_ReadsMetadata()
    {
        YoloV8Model model = YoloV8Model.Load(new TinyYolo { ImageSize = "[320, 480]" }.Build(), "tiny.onnx");

        Assert.Equal("tiny", model.Metadata.Name);
        Assert.Equal(["red", "green", "blue"], model.Metadata.Labels);
        Assert.Null(model.LabelsProblem);
        Assert.Equal(32, model.Metadata.Stride);
        Assert.Equal(480, model.Metadata.ExportedSize);
        Assert.False(model.Metadata.IsDynamic);
        Assert.False(model.Metadata.IsHalf);
        Assert.Equal(64, model.Metadata.Sha256.Length);
    }

    [Theory]
    [InlineData(null, "no class names")]
    [InlineData("{0: 'red'", "cannot be read")]
    [InlineData("{0: 'red'}", "names 1 classes")]
    [InlineData("{0: 'red', 1: 'green', 3: 'blue'}", "names 3 classes")]
    public void Load_UnusableNames_MakesThemUpAndSaysSo(string? names, string problem)
    {
        YoloV8Model model = YoloV8Model.Load(new TinyYolo { Names = names }.Build(), "tiny.onnx");

        Assert.Equal(["class0", "class1", "class2"], model.Metadata.Labels);
        Assert.Contains(problem, model.LabelsProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Export_KeepsUnknownFields()
    {
        ModelProto model = new TinyYolo().BuildModel();
        using var stream = new MemoryStream();
        model.WriteTo(stream);
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            // Field 6, doc_string, which the schema here leaves out.
            output.WriteTag(6, WireFormat.WireType.LengthDelimited);
            output.WriteString("kept");
        }

        byte[] prepared = YoloV8Model.Load(stream.ToArray(), "tiny.onnx").ForDevice(isHalf: false, takesBytes: false).File;

        Assert.True(prepared.AsSpan().IndexOf("\u0032\u0004kept"u8) >= 0);
    }

    private static TinyYolo Spoilt(string defect) => defect switch
    {
        nameof(TinyYolo.HasMaskOutput) => new TinyYolo { HasMaskOutput = true },
        nameof(TinyYolo.HasExtraMaps) => new TinyYolo { HasExtraMaps = true },
        nameof(TinyYolo.HasSuppression) => new TinyYolo { HasSuppression = true },
        nameof(TinyYolo.HasFixedResize) => new TinyYolo { HasFixedResize = true },
        nameof(TinyYolo.HasReshapeInBackbone) => new TinyYolo { HasReshapeInBackbone = true },
        nameof(TinyYolo.Task) => new TinyYolo { Task = "segment" },
        nameof(TinyYolo.Stride) => new TinyYolo { Stride = "64" },
        nameof(TinyYolo.Opset) => new TinyYolo { Opset = 99 },
        nameof(TinyYolo.InputChannels) => new TinyYolo { InputChannels = 1 },
        nameof(TinyYolo.InputRank) => new TinyYolo { InputRank = 3 },
        nameof(TinyYolo.OutputRank) => new TinyYolo { OutputRank = 2 },
        nameof(TinyYolo.OutputChannels) => new TinyYolo { OutputChannels = 84 },
        _ => throw new ArgumentOutOfRangeException(nameof(defect), defect, null),
    };
}
