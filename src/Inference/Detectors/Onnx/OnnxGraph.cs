namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>A parsed ONNX graph with its edges indexed: who makes a tensor, and which tensors are constants.</summary>
internal sealed class OnnxGraph
{
    private readonly Dictionary<string, NodeProto> _producers = [];
    private readonly Dictionary<string, TensorProto> _constants = [];

    /// <summary>Indexes a graph.</summary>
    /// <param name="proto">The graph; not copied.</param>
    /// <param name="modelName">Name for messages.</param>
    public OnnxGraph(GraphProto proto, string modelName)
    {
        Proto = proto;
        ModelName = modelName;
        foreach (TensorProto tensor in proto.Initializer)
            _constants[tensor.Name] = tensor;
        foreach (NodeProto node in proto.Node)
            AddProducer(node);
    }

    /// <summary>The graph as parsed.</summary>
    public GraphProto Proto { get; }

    /// <summary>Name for messages.</summary>
    public string ModelName { get; }

    /// <summary>The node that makes a tensor; null for inputs, initializers and absent optional inputs.</summary>
    public NodeProto? ProducerOf(string tensor) => _producers.GetValueOrDefault(tensor);

    /// <summary>The value of an initializer or a Constant node; null for anything else.</summary>
    public TensorProto? ConstantOf(string tensor) => _constants.GetValueOrDefault(tensor);

    /// <summary>Inputs that the caller must feed: old files also list their initializers as inputs.</summary>
    public IReadOnlyList<ValueInfoProto> FedInputs() => [.. Proto.Input.Where(input => !_constants.ContainsKey(input.Name))];

    /// <summary>The nodes that the given tensors are computed from, in the graph's order.</summary>
    public List<NodeProto> AncestorsOf(IEnumerable<string> tensors)
    {
        var kept = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<string>(tensors);
        while (pending.TryPop(out string? tensor))
        {
            if (ProducerOf(tensor) is { } node && kept.Add(node))
                foreach (string input in node.Input)
                    pending.Push(input);
        }

        return [.. Proto.Node.Where(kept.Contains)];
    }

    /// <summary>The exception that refuses this model.</summary>
    public ModelException Refuse(string found) => new(ModelName, found);

    private void AddProducer(NodeProto node)
    {
        foreach (string output in node.Output)
            _producers[output] = node;
        if (node.OpType == "Constant" && node.Output.Count == 1 && node.Attribute("value")?.T is { } value)
            _constants[node.Output[0]] = value;
    }
}
