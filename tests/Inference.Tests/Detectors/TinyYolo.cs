using System.Runtime.InteropServices;
using Google.Protobuf;
using RealtimeDetect.Inference.Detectors.Onnx;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>
/// Builds a YOLOv8-shaped ONNX file of a few kilobytes whose answers are known: a cell of 8x8 input pixels that is pure red,
/// green or blue is an object of class 0, 1 or 2, and its box reaches <see cref="Reach"/> cells to each side of its centre.
/// </summary>
internal sealed record TinyYolo
{
    public const int ClassCount = 3;
    public const int Bins = 16;
    public const int Reach = 2;

    private static readonly int[] Strides = [8, 16, 32];

    public string? Names { get; init; } = "{0: 'red', 1: 'green', 2: 'blue'}";
    public string? Task { get; init; } = "detect";
    public string Stride { get; init; } = "32";
    public string? ImageSize { get; init; } = "[640, 640]";
    public long Opset { get; init; } = 17;
    public int InputChannels { get; init; } = 3;
    public int InputRank { get; init; } = 4;
    public int OutputRank { get; init; } = 3;
    public int OutputChannels { get; init; } = 4 + ClassCount;
    public bool IsDynamic { get; init; }
    public bool IsHalf { get; init; }

    /// <summary>Joins box and class map of each level before the levels, as exports of early 2023 do.</summary>
    public bool JoinsLevelsFirst { get; init; }

    /// <summary>Resizes to a fixed size instead of by a factor.</summary>
    public bool HasFixedResize { get; init; }

    /// <summary>Adds a Reshape to the backbone, which YOLOv8 has not.</summary>
    public bool HasReshapeInBackbone { get; init; }

    /// <summary>Adds a third map at each level, as pose, segmentation and rotated boxes have.</summary>
    public bool HasExtraMaps { get; init; }

    /// <summary>Adds a second output, as segmentation has.</summary>
    public bool HasMaskOutput { get; init; }

    /// <summary>Ends in non-maximum suppression.</summary>
    public bool HasSuppression { get; init; }

    /// <summary>The file's bytes.</summary>
    public byte[] Build() => BuildModel().ToByteArray();

    /// <summary>The file as a message, for tests that spoil it further.</summary>
    public ModelProto BuildModel()
    {
        var graph = new GraphProto { Name = "tiny" };
        graph.Input.Add(Value("images", Shape(InputRank, InputChannels, "height", "width", 640)));
        graph.Output.Add(Value("output0", Shape(OutputRank, OutputChannels, "anchors", "more", 8400)));
        if (HasMaskOutput)
            graph.Output.Add(Value("output1", Shape(4, 32, "height", "width", 160)));
        AddBackbone(graph);
        AddHead(graph);
        var model = new ModelProto { IrVersion = 8, ProducerName = "tests", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        AddProperty(model, "names", Names);
        AddProperty(model, "task", Task);
        AddProperty(model, "stride", Stride);
        AddProperty(model, "imgsz", ImageSize);
        if (IsHalf)
            MakeHalf(graph);
        return model;
    }

    private void AddBackbone(GraphProto graph)
    {
        Convolve(graph, "images", "mean8", Mean(8), new float[3], stride: 8, kernel: 8);
        string p3 = "mean8";
        if (HasReshapeInBackbone)
        {
            Integers(graph, "shape", 1, 3, 80, 80);
            Add(graph, "Reshape", ["mean8", "shape"], "reshaped");
            p3 = "reshaped";
        }

        Convolve(graph, p3, "mean16", Mean(2), new float[3], stride: 2, kernel: 2);
        Convolve(graph, "mean16", "p32", Mean(2), new float[3], stride: 2, kernel: 2);
        AddResize(graph);
        Add(graph, "Concat", ["up16", "mean16"], "joined16").Attribute.Add(Integer("axis", 1));
        Convolve(graph, "joined16", "p16", [.. Enumerable.Range(0, 18).Select(i => i % 6 == 3 + (i / 6) ? 1f : 0f)], new float[3], 1, 1);
        Add(graph, "Identity", [p3], "p8");
    }

    private void AddResize(GraphProto graph)
    {
        if (HasFixedResize)
        {
            Integers(graph, "sizes", 1, 3, 40, 40);
            Add(graph, "Resize", ["p32", "", "", "sizes"], "up16");
            return;
        }

        Floats(graph, "scales", [4], [1, 1, 2, 2]);
        Add(graph, "Resize", ["p32", "", "scales"], "up16");
    }

    private void AddHead(GraphProto graph)
    {
        foreach (int stride in Strides)
            AddMaps(graph, stride);
        if (JoinsLevelsFirst)
        {
            foreach (int stride in Strides)
                Add(graph, "Concat", [$"box{stride}", $"cls{stride}"], $"level{stride}").Attribute.Add(Integer("axis", 1));
            Join(graph, "level", "all");
            Integers(graph, "parts", 4 * Bins, ClassCount);
            NodeProto split = Add(graph, "Split", ["all", "parts"], "boxes");
            split.Output.Add("classes");
            split.Attribute.Add(Integer("axis", 1));
        }
        else
        {
            Join(graph, "box", "boxes");
            Join(graph, "cls", "classes");
        }

        AddTail(graph);
    }

    // Anchors are left out: this part is cut away and only its structure is read.
    private void AddTail(GraphProto graph)
    {
        Integers(graph, "bins", 1, 4, Bins, -1);
        Add(graph, "Reshape", ["boxes", "bins"], "sides");
        Add(graph, "Transpose", ["sides"], "turned").Attribute.Add(Integers("perm", 0, 2, 1, 3));
        Add(graph, "Softmax", ["turned"], "shares").Attribute.Add(Integer("axis", 1));
        Floats(graph, "dfl", [1, Bins, 1, 1], [.. Enumerable.Range(0, Bins).Select(bin => (float)bin)]);
        Add(graph, "Conv", ["shares", "dfl"], "distances");
        Integers(graph, "flat", 1, 4, -1);
        Add(graph, "Reshape", ["distances", "flat"], "ltrb");
        Add(graph, "Sigmoid", ["classes"], "scores");
        if (HasExtraMaps)
            Join(graph, "extra", "extras");
        string[] parts = HasExtraMaps ? ["ltrb", "scores", "extras"] : ["ltrb", "scores"];
        Add(graph, "Concat", parts, HasSuppression ? "raw" : "output0").Attribute.Add(Integer("axis", 1));
        if (HasSuppression)
            Add(graph, "NonMaxSuppression", ["raw"], "output0");
    }

    private void AddMaps(GraphProto graph, int stride)
    {
        float[] boxBias = [.. Enumerable.Range(0, 4 * Bins).Select(i => i % Bins == Reach ? 30f : 0f)];
        Convolve(graph, $"p{stride}", $"box{stride}", new float[3 * boxBias.Length], boxBias, 1, 1);
        // A colour at 1 gives logit 20 (certain), at 0 gives -20; only the finest grid ever fires.
        float[] classWeights = [.. Enumerable.Range(0, 9).Select(i => i % 4 == 0 ? 40f : 0f)];
        float[] classBias = [.. Enumerable.Repeat(stride == 8 ? -20f : -100f, ClassCount)];
        Convolve(graph, $"p{stride}", $"cls{stride}", classWeights, classBias, 1, 1);
        if (HasExtraMaps)
            Convolve(graph, $"p{stride}", $"extra{stride}", new float[3 * 32], new float[32], 1, 1);
    }

    private static void Join(GraphProto graph, string prefix, string name)
    {
        foreach (int stride in Strides)
        {
            if (graph.Initializer.All(tensor => tensor.Name != $"{prefix}.rows"))
                Integers(graph, $"{prefix}.rows", 1, 0, -1);
            Add(graph, "Reshape", [$"{prefix}{stride}", $"{prefix}.rows"], $"{prefix}{stride}.flat");
        }

        Add(graph, "Concat", [.. Strides.Select(stride => $"{prefix}{stride}.flat")], name).Attribute.Add(Integer("axis", 2));
    }

    // Each channel's mean over a square, channels kept apart.
    private static float[] Mean(int side) =>
        [.. Enumerable.Range(0, 9).SelectMany(i => Enumerable.Repeat(i % 4 == 0 ? 1f / (side * side) : 0f, side * side))];

    private static void Convolve(GraphProto graph, string input, string output, float[] weights, float[] bias, int stride, int kernel)
    {
        long channels = weights.Length / bias.Length / (kernel * kernel);
        Floats(graph, output + ".weight", [bias.Length, channels, kernel, kernel], weights);
        Floats(graph, output + ".bias", [bias.Length], bias);
        Add(graph, "Conv", [input, output + ".weight", output + ".bias"], output).Attribute.Add(Integers("strides", stride, stride));
    }

    private static NodeProto Add(GraphProto graph, string type, string[] inputs, string output)
    {
        var node = new NodeProto { OpType = type, Name = output, Output = { output } };
        node.Input.AddRange(inputs);
        graph.Node.Add(node);
        return node;
    }

    private static void Floats(GraphProto graph, string name, long[] dims, float[] values) =>
        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = OnnxTypes.Float,
            Dims = { dims },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)),
        });

    private static void Integers(GraphProto graph, string name, params long[] values) =>
        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = OnnxTypes.Int64,
            Dims = { values.Length },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values)),
        });

    private static AttributeProto Integer(string name, long value) => new() { Name = name, Type = OnnxTypes.AttributeInt, I = value };

    private static AttributeProto Integers(string name, params long[] values) =>
        new() { Name = name, Type = OnnxTypes.AttributeInts, Ints = { values } };

    private static void AddProperty(ModelProto model, string key, string? value)
    {
        if (value is not null)
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    private ValueInfoProto Value(string name, TensorShapeProto shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor { ElemType = IsHalf ? OnnxTypes.Float16 : OnnxTypes.Float, Shape = shape },
        },
    };

    private TensorShapeProto Shape(int rank, int channels, string third, string fourth, int length)
    {
        var shape = new TensorShapeProto();
        TensorShapeProto.Types.Dimension[] dims =
            [Fixed(1), Fixed(channels), IsDynamic ? Free(third) : Fixed(length), IsDynamic ? Free(fourth) : Fixed(length)];
        shape.Dim.AddRange(dims.Take(rank));
        return shape;
    }

    private static TensorShapeProto.Types.Dimension Fixed(long length) => new() { DimValue = length };

    private static TensorShapeProto.Types.Dimension Free(string name) => new() { DimParam = name };

    private static void MakeHalf(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer.Where(tensor => tensor.Name != "scales"))
            OnnxTensors.ToHalf(tensor);
    }
}
