namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Finds the detection head by the graph's structure, whatever its nodes are called.</summary>
/// <remarks>
/// From the output back to the nearest convolutions, past the one that folds the box distributions (DFL): a YOLOv8 detection
/// head ends in exactly six, a box and a class map at each of three strides. Pose, segmentation and rotated boxes have more.
/// </remarks>
internal sealed class HeadFinder
{
    private const int LevelCount = 3;

    // Averaging weights over training leaves rounding errors in these, too; a bin further off would move boxes.
    private const float BinTolerance = 0.001f;

    private static readonly int[] Strides = [8, 16, 32];

    private readonly OnnxGraph _graph;
    private readonly List<NodeProto> _maps = [];
    private NodeProto? _dfl;

    private HeadFinder(OnnxGraph graph) => _graph = graph;

    /// <summary>Finds the head above an output.</summary>
    /// <exception cref="ModelException">The graph does not end in a YOLOv8 detection head.</exception>
    public static YoloV8Head Find(OnnxGraph graph, string output)
    {
        var finder = new HeadFinder(graph);
        finder._maps.AddRange(finder.NearestConvolutions(output, stopAtDfl: false));
        return finder.Build();
    }

    private YoloV8Head Build()
    {
        if (_dfl is null)
            throw _graph.Refuse("its output is not computed from box distributions (no softmax and convolution over bins, DFL)");
        if (_maps.Count != 2 * LevelCount)
            throw _graph.Refuse($"its head ends in {_maps.Count} convolutions where box and class maps at three strides make six");
        int bins = BinCount();
        List<NodeProto> boxes = BoxMaps();
        List<NodeProto> classes = [.. _maps.Except(boxes)];
        if (boxes.Count != LevelCount)
            throw _graph.Refuse($"{boxes.Count} of its six maps are box maps where three are");
        int classCount = Channels(classes[0]);
        RequireChannels(boxes, 4 * bins, "box");
        RequireChannels(classes, classCount, "class");
        return new YoloV8Head(PairByStride(boxes, classes), classCount, bins);
    }

    private List<NodeProto> NearestConvolutions(string tensor, bool stopAtDfl)
    {
        List<NodeProto> found = [];
        HashSet<string> seen = [];
        var pending = new Stack<string>([tensor]);
        while (pending.TryPop(out string? next))
        {
            // Behind a Shape only sizes are read, not the map that has them.
            if (!seen.Add(next) || _graph.ProducerOf(next) is not { OpType: not "Shape" } node)
                continue;
            if (node.OpType == "Conv" && !IsDfl(node))
            {
                found.Add(node);
                continue;
            }

            if (node.OpType == "Conv" && !stopAtDfl)
                _dfl = node;
            foreach (string input in node.Input)
                pending.Push(input);
        }

        return found;
    }

    private bool IsDfl(NodeProto conv)
    {
        NodeProto? source = _graph.ProducerOf(conv.Input[0]);
        while (source is { OpType: "Transpose" or "Cast" or "Reshape" })
            source = _graph.ProducerOf(source.Input[0]);
        return source is { OpType: "Softmax" } && Channels(conv) == 1;
    }

    private int BinCount()
    {
        float[] weights = _graph.ConstantOf(_dfl!.Input[1]) is { } tensor ? OnnxTensors.ReadFloats(tensor) ?? [] : [];
        for (int i = 0; i < weights.Length; i++)
            if (!(Math.Abs(weights[i] - i) <= BinTolerance))
                throw _graph.Refuse($"bin {i} of its box distributions weighs {weights[i]} where it weighs {i}");
        return weights.Length > 1 ? weights.Length : throw _graph.Refuse("its box distributions have no readable weights");
    }

    // Newer exports run box and class maps through separate concatenations; older ones join box and class of a level first.
    private List<NodeProto> BoxMaps()
    {
        List<NodeProto> aboveDfl = NearestConvolutions(_dfl!.Input[0], stopAtDfl: true);
        if (aboveDfl.Count == LevelCount)
            return aboveDfl;
        HashSet<string> mapNames = [.. _maps.Select(map => map.Output[0])];
        return [.. _graph.Proto.Node
            .Where(node => node.OpType == "Concat" && node.Input.Count == 2 && node.Input.All(mapNames.Contains))
            .Select(node => _graph.ProducerOf(node.Input[0])!).Distinct()];
    }

    private List<YoloV8Level> PairByStride(List<NodeProto> boxes, List<NodeProto> classes)
    {
        StrideMap strides = StrideMap.Of(_graph, _maps.Select(map => map.Output[0]));
        List<YoloV8Level> levels = [];
        foreach (int stride in Strides)
        {
            NodeProto? box = boxes.Find(map => strides[map.Output[0]] == stride);
            NodeProto? cls = classes.Find(map => strides[map.Output[0]] == stride);
            if (box is null || cls is null)
                throw _graph.Refuse($"its head has no box and class map at stride {stride}: {Describe(strides)}");
            levels.Add(new YoloV8Level(stride, box.Output[0], cls.Output[0]));
        }

        return levels;
    }

    private string Describe(StrideMap strides) =>
        "strides are " + string.Join(", ", _maps.Select(map => strides[map.Output[0]]).Distinct().Order());

    private void RequireChannels(List<NodeProto> maps, int channels, string kind)
    {
        foreach (NodeProto map in maps)
            if (Channels(map) != channels || channels < 1)
                throw _graph.Refuse($"a {kind} map has {Channels(map)} channels where {channels} were expected");
    }

    private int Channels(NodeProto conv) =>
        conv.Input.Count > 1 && _graph.ConstantOf(conv.Input[1]) is { Dims.Count: 4 } weights ? (int)weights.Dims[0] : 0;
}
