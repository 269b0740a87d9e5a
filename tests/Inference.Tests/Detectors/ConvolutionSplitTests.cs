using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Detectors.Onnx;
using RealtimeDetect.Inference.Imaging;
using Xunit;
using Model = RealtimeDetect.Inference.Detectors.YoloV8Model;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class ConvolutionSplitTests
{
    private const int PlacesInYoloV8 = 8;

    [Fact]
    public void Apply_RepositoryModel_GivesTheSameBits() => AssertSameBits(RepositoryModel.Load());

    [Theory]
    [InlineData("models/yolov8n.onnx")]
    [InlineData("models/yolov8n-dynamic.onnx")]
    public void Apply_PublishedModel_GivesTheSameBits(string path) => AssertSameBits(Model.Load(SharedMaterial.Require(path)));

    [Fact]
    public void Apply_PublishedModel_SplitsEveryPlaceAndLeavesNothingUnread()
    {
        Model model = Model.Load(SharedMaterial.Require("models/yolov8n.onnx"));
        ModelProto whole = Parse(model.ForDevice(isHalf: false, takesBytes: false));

        int places = ConvolutionSplit.Apply(whole);

        Assert.Equal(PlacesInYoloV8, places);
        Assert.DoesNotContain(whole.Graph.Node, node => node.OpType == "Split");
        HashSet<string> read = [.. whole.Graph.Node.SelectMany(node => node.Input)];
        Assert.All(whole.Graph.Initializer, tensor => Assert.Contains(tensor.Name, read));
    }

    [Fact]
    public void Apply_ModelWithoutSuchPlaces_ChangesNothing()
    {
        ModelProto model = Parse(Model.Load(new TinyYolo().Build(), "tiny.onnx").ForDevice(isHalf: false, takesBytes: false));
        ModelProto before = model.Clone();

        Assert.Equal(0, ConvolutionSplit.Apply(model));

        Assert.Equal(before, model);
    }

    // Something besides the split reads the activated map, or the parts are not equal halves: such places stay.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_PlaceThatIsNotOne_StaysAsItIs(bool hasOtherReader)
    {
        ModelProto model = Parse(RepositoryModel.Load().ForDevice(isHalf: false, takesBytes: false));
        foreach (NodeProto split in model.Graph.Node.Where(node => node.OpType == "Split").ToList())
        {
            if (hasOtherReader)
                model.Graph.Node.Add(new NodeProto { OpType = "Identity", Input = { split.Input[0] }, Output = { split.Name + "_read" } });
            else
                split.Attribute("axis")!.I = 2;
        }

        Assert.Equal(0, ConvolutionSplit.Apply(model));
    }

    private static void AssertSameBits(Model model)
    {
        PreparedGraph whole = model.ForDevice(isHalf: false, takesBytes: false);
        Assert.NotEqual(whole.File.Length, model.ForCpu.File.Length);
        foreach (PixelSize size in new[] { new PixelSize(320, 192), new PixelSize(192, 320) })
            Assert.Equal(Maps(model, whole, size), Maps(model, model.ForCpu, size));
    }

    private static float[] Maps(Model model, PreparedGraph graph, PixelSize size)
    {
        using var execution = new HostExecution(model.Head, graph, new InferenceSession(graph.File));
        using var memory = new TensorMemory();
        var layout = new TensorLayout(model.Head, size, 1);
        memory.Grow(layout.TotalFloats);
        var random = new Random(1);
        foreach (ref float value in memory.Slice(layout.Input.Offset, layout.Input.PictureLength))
            value = random.NextSingle();
        using IBoundModel bound = execution.Bind(layout, memory, 1);
        bound.Run();
        return memory.Slice(layout.Input.End, layout.TotalFloats - layout.Input.End).ToArray();
    }

    private static ModelProto Parse(PreparedGraph graph) => ModelProto.Parser.ParseFrom(graph.File);
}
