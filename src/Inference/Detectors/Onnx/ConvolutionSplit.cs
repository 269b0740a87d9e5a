using System.Runtime.InteropServices;
using Google.Protobuf;

namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Computes both halves of a split map apart: <c>Conv(2c), SiLU, Split</c> becomes two of <c>Conv(c), SiLU</c>.</summary>
/// <remarks>
/// The same sums in the same order, so the same bits. On the CPU it saves the split, which ONNX Runtime does outside its blocked
/// channel layout; benchmark DetectorRatios, pair <c>split</c>.
/// </remarks>
internal static class ConvolutionSplit
{
    /// <summary>Rewrites every place of a cut FP32 model.</summary>
    /// <returns>How many places were rewritten.</returns>
    public static int Apply(ModelProto model)
    {
        var graph = new OnnxGraph(model.Graph, model.ProducerName);
        ILookup<string, NodeProto> readers = model.Graph.Node.SelectMany(node => node.Input.Distinct().Select(input => (input, node)))
            .ToLookup(edge => edge.input, edge => edge.node);
        List<SplitPlace> places = [.. model.Graph.Node.Select(node => SplitPlace.Find(node, graph, readers)).OfType<SplitPlace>()];
        foreach (SplitPlace place in places)
            Rewrite(model.Graph, graph, place);
        return places.Count;
    }

    private static void Rewrite(GraphProto proto, OnnxGraph graph, SplitPlace place)
    {
        int at = proto.Node.IndexOf(place.Convolution);
        proto.Node.Remove(place.Sigmoid);
        proto.Node.Remove(place.Product);
        proto.Node.Remove(place.Split);
        proto.Node.RemoveAt(at);
        for (int part = 0; part < place.Split.Output.Count; part++)
        {
            foreach (NodeProto node in Branch(proto, graph, place, part))
                proto.Node.Insert(at++, node);
        }

        // What nothing reads any more, ONNX Runtime warns of: the whole weights, and the sizes of a split where they are its own.
        HashSet<string> read = [.. proto.Node.SelectMany(node => node.Input)];
        foreach (string unread in place.Convolution.Input.Skip(1).Concat(place.Split.Input.Skip(1)).Where(name => !read.Contains(name)))
        {
            if (proto.Initializer.FirstOrDefault(tensor => tensor.Name == unread) is { } tensor)
                proto.Initializer.Remove(tensor);
        }
    }

    private static NodeProto[] Branch(GraphProto proto, OnnxGraph graph, SplitPlace place, int part)
    {
        NodeProto convolution = place.Convolution.Clone();
        convolution.Name += $"_{part}";
        convolution.Output[0] += $"_{part}";
        for (int i = 1; i < convolution.Input.Count; i++)
        {
            TensorProto rows = Rows(graph.ConstantOf(convolution.Input[i])!, part, place.Split.Output.Count);
            convolution.Input[i] = rows.Name;
            proto.Initializer.Add(rows);
        }

        string gate = place.Sigmoid.Output[0] + $"_{part}";
        var sigmoid = new NodeProto { OpType = "Sigmoid", Name = gate, Input = { convolution.Output[0] }, Output = { gate } };
        string output = place.Split.Output[part];
        var product = new NodeProto { OpType = "Mul", Name = output, Input = { convolution.Output[0], gate }, Output = { output } };
        return [convolution, sigmoid, product];
    }

    private static TensorProto Rows(TensorProto tensor, int part, int parts)
    {
        float[] values = OnnxTensors.ReadFloats(tensor)!;
        int length = values.Length / parts;
        var rows = new TensorProto
        {
            Name = $"{tensor.Name}_{part}",
            DataType = OnnxTypes.Float,
            Dims = { tensor.Dims },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan(part * length, length))),
        };
        rows.Dims[0] /= parts;
        return rows;
    }
}
