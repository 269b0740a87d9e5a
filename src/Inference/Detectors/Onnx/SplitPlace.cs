namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>A convolution whose activated output does nothing but be split into equal halves.</summary>
/// <param name="Convolution">With constant weights that nothing else uses.</param>
/// <param name="Sigmoid">Its gate.</param>
/// <param name="Product">Convolution times gate: SiLU.</param>
/// <param name="Split">Along the channels.</param>
internal sealed record SplitPlace(NodeProto Convolution, NodeProto Sigmoid, NodeProto Product, NodeProto Split)
{
    /// <summary>The place that ends in a node; null where there is none.</summary>
    /// <param name="split">Any node.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="readers">Nodes by the tensors they read.</param>
    public static SplitPlace? Find(NodeProto split, OnnxGraph graph, ILookup<string, NodeProto> readers)
    {
        if (split.OpType != "Split" || split.Attribute("axis")?.I != 1)
            return null;
        if (graph.ProducerOf(split.Input[0]) is not { OpType: "Mul" } product || readers[product.Output[0]].Count() != 1)
            return null;
        if (product.Input.Select(graph.ProducerOf).FirstOrDefault(node => node?.OpType == "Sigmoid") is not { } sigmoid)
            return null;
        if (graph.ProducerOf(sigmoid.Input[0]) is not { OpType: "Conv" } convolution)
            return null;
        bool isSilu = product.Input.Contains(convolution.Output[0]) && readers[convolution.Output[0]].Count() == 2
            && readers[sigmoid.Output[0]].Count() == 1;
        return isSilu && HasOwnWeights(convolution, graph, readers) && IsEqual(split, convolution, graph)
            ? new SplitPlace(convolution, sigmoid, product, split)
            : null;
    }

    private static bool HasOwnWeights(NodeProto convolution, OnnxGraph graph, ILookup<string, NodeProto> readers) =>
        (convolution.Attribute("group")?.I ?? 1) == 1 && convolution.Input.Skip(1).All(name =>
            readers[name].Count() == 1 && graph.Proto.Initializer.Any(tensor => tensor.Name == name && tensor.DataType == OnnxTypes.Float));

    // Sizes are an input, an attribute in old operator sets, or left out, which means equal parts.
    private static bool IsEqual(NodeProto split, NodeProto convolution, OnnxGraph graph)
    {
        long channels = graph.ConstantOf(convolution.Input[1])!.Dims[0];
        if (channels % split.Output.Count != 0)
            return false;
        IReadOnlyList<long>? sizes = split.Input.Count > 1 && split.Input[1].Length > 0
            ? graph.ConstantOf(split.Input[1]) is { } tensor ? OnnxTensors.ReadIntegers(tensor) : []
            : split.Attribute("split")?.Ints;
        return sizes is null || (sizes.Count == split.Output.Count && sizes.All(size => size == channels / split.Output.Count));
    }
}
