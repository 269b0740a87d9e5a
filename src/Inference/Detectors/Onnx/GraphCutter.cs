namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Rewrites a model in place so that it ends at the head's six maps, takes any size and computes in FP32.</summary>
internal static class GraphCutter
{
    /// <summary>Cuts the model at its head.</summary>
    /// <param name="model">The model; changed.</param>
    /// <param name="graph">Its graph, indexed.</param>
    /// <param name="head">Where to cut.</param>
    public static void Cut(ModelProto model, OnnxGraph graph, YoloV8Head head)
    {
        GraphProto proto = model.Graph;
        List<NodeProto> kept = graph.AncestorsOf(head.Outputs);
        HashSet<string> used = [.. kept.SelectMany(node => node.Input)];
        ValueInfoProto input = Map(graph.FedInputs()[0].Name, 3, "");
        List<TensorProto> weights = [.. proto.Initializer.Where(tensor => used.Contains(tensor.Name))];

        Replace(proto.Node, kept);
        Replace(proto.Initializer, weights);
        Replace(proto.Input, [input]);
        Replace(proto.Output, head.Levels.SelectMany(level => Maps(level, head)));
        // Shapes noted by the exporter belong to its one size.
        proto.ValueInfo.Clear();
        ComputeInFloat(proto);
    }

    private static IEnumerable<ValueInfoProto> Maps(YoloV8Level level, YoloV8Head head) =>
    [
        Map(level.BoxOutput, 4 * head.BinCount, $"_{level.Stride}"),
        Map(level.ClassOutput, head.ClassCount, $"_{level.Stride}"),
    ];

    private static ValueInfoProto Map(string name, int channels, string suffix) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = OnnxTypes.Float,
                Shape = new TensorShapeProto { Dim = { Free("batch"), Fixed(channels), Free("height" + suffix), Free("width" + suffix) } },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Free(string name) => new() { DimParam = name };

    private static TensorShapeProto.Types.Dimension Fixed(int length) => new() { DimValue = length };

    private static void ComputeInFloat(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer)
            OnnxTensors.ToFloat(tensor);
        foreach (AttributeProto attribute in graph.Node.SelectMany(node => node.Attribute))
        {
            if (attribute.T is { } value)
                OnnxTensors.ToFloat(value);
        }

        foreach (NodeProto cast in graph.Node.Where(node => node.OpType == "Cast"))
        {
            if (cast.Attribute("to") is { I: OnnxTypes.Float16 } to)
                to.I = OnnxTypes.Float;
        }
    }

    private static void Replace<T>(Google.Protobuf.Collections.RepeatedField<T> field, IEnumerable<T> items)
    {
        List<T> copy = [.. items];
        field.Clear();
        field.AddRange(copy);
    }
}
