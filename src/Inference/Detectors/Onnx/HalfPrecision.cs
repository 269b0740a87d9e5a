namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Turns a cut FP32 model into one that computes in FP16 between a float input and float outputs.</summary>
internal static class HalfPrecision
{
    /// <summary>Makes a half-precision copy.</summary>
    public static ModelProto Convert(ModelProto model)
    {
        ModelProto half = model.Clone();
        GraphProto graph = half.Graph;
        // Resize takes its factors as float in every precision.
        HashSet<string> factors = [.. graph.Node.Where(node => node.OpType == "Resize").SelectMany(node => node.Input.Skip(1))];
        foreach (TensorProto tensor in graph.Initializer.Where(tensor => !factors.Contains(tensor.Name)))
            OnnxTensors.ToHalf(tensor);
        foreach (NodeProto node in graph.Node.Where(node => !node.Output.Any(factors.Contains)))
            ToHalf(node);
        foreach (ValueInfoProto output in graph.Output)
            CastOutput(graph, output.Name);
        CastInput(graph, graph.Input[0].Name);
        return half;
    }

    private static void ToHalf(NodeProto node)
    {
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (attribute.T is { } value)
                OnnxTensors.ToHalf(value);
            if (node.OpType == "Cast" && attribute is { Name: "to", I: OnnxTypes.Float })
                attribute.I = OnnxTypes.Float16;
        }
    }

    private static void CastInput(GraphProto graph, string name)
    {
        string half = name + "_half";
        foreach (NodeProto node in graph.Node)
            Rename(node.Input, name, half);
        graph.Node.Insert(0, OnnxNodes.Cast(name, half, OnnxTypes.Float16));
    }

    private static void CastOutput(GraphProto graph, string name)
    {
        string half = name + "_half";
        foreach (NodeProto node in graph.Node)
        {
            Rename(node.Output, name, half);
            Rename(node.Input, name, half);
        }

        graph.Node.Add(OnnxNodes.Cast(half, name, OnnxTypes.Float));
    }

    private static void Rename(Google.Protobuf.Collections.RepeatedField<string> names, string from, string to)
    {
        for (int i = 0; i < names.Count; i++)
            if (names[i] == from)
                names[i] = to;
    }
}
