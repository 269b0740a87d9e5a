namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>How many input pixels one cell of each tensor covers, computed through the part of a graph that is kept.</summary>
/// <remarks>It also proves that the part works at any size: an operator that could hold a fixed size is refused.</remarks>
internal sealed class StrideMap
{
    // What YOLOv8's backbone and neck are made of, in every version and simplification of the exporter, activations included.
    private static readonly HashSet<string> SizeFreeOperators =
    [
        "Conv", "Sigmoid", "Mul", "Add", "Concat", "Split", "Slice", "MaxPool", "Resize", "Cast", "Constant", "Identity",
        "Shape", "Gather", "Div", "Sub", "Unsqueeze", "BatchNormalization",
        "Relu", "LeakyRelu", "Clip", "HardSwish", "HardSigmoid", "Swish", "Tanh", "Softplus", "Mish",
    ];

    private readonly OnnxGraph _graph;
    private readonly Dictionary<string, float> _strides = [];

    private StrideMap(OnnxGraph graph) => _graph = graph;

    /// <summary>Input pixels per cell of a tensor, in each direction.</summary>
    public float this[string tensor] => _strides.GetValueOrDefault(tensor);

    /// <summary>Computes the strides of everything that the given tensors come from.</summary>
    /// <exception cref="ModelException">The part holds a fixed size, or maps of different strides meet.</exception>
    public static StrideMap Of(OnnxGraph graph, IEnumerable<string> tensors)
    {
        var map = new StrideMap(graph);
        foreach (ValueInfoProto input in graph.FedInputs())
            map._strides[input.Name] = 1;
        foreach (NodeProto node in graph.AncestorsOf(tensors))
            map.Add(node);
        return map;
    }

    private void Add(NodeProto node)
    {
        bool isStandard = node.Domain is "" or "ai.onnx";
        if (!isStandard || !SizeFreeOperators.Contains(node.OpType))
            throw _graph.Refuse($"its backbone holds the operator {node.OpType} ({node.Name}), which YOLOv8's does not");
        List<float> inputs = [.. node.Input.Where(_strides.ContainsKey).Select(input => _strides[input]).Distinct()];
        if (inputs.Count == 0 || node.OpType == "Shape")
            return;
        if (inputs.Count > 1)
            throw _graph.Refuse($"maps of different strides meet at {node.Name} ({node.OpType})");
        float stride = inputs[0] * Factor(node);
        foreach (string output in node.Output)
            _strides[output] = stride;
    }

    private float Factor(NodeProto node) => node.OpType switch
    {
        "Conv" or "MaxPool" => Step(node),
        "Resize" => 1 / Scale(node),
        _ => 1,
    };

    private float Step(NodeProto node)
    {
        if (node.Attribute("strides") is not { Ints: { Count: > 0 } steps })
            return 1;
        return steps.Distinct().Count() == 1
            ? steps[0]
            : throw _graph.Refuse($"{node.Name} ({node.OpType}) has different strides across and down");
    }

    private float Scale(NodeProto resize)
    {
        TensorProto? tensor = resize.Input.Count > 2 ? _graph.ConstantOf(resize.Input[2]) : null;
        float[]? scales = tensor is null ? null : OnnxTensors.ReadFloats(tensor);
        if (scales is not [1, 1, > 0, > 0] || scales[2] != scales[3])
            throw _graph.Refuse($"{resize.Name} resizes to a fixed size, not by a factor, so the model works at one input size only");
        return scales[2];
    }
}
