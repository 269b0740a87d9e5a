namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Checks what a model says of itself: task, operator set, input and output.</summary>
internal sealed class ExportCheck
{
    // The first operator set whose Resize takes factors, and the newest that ONNX Runtime 1.29 implements.
    private const int OldestOperatorSet = 11;
    private const int NewestOperatorSet = 26;
    private const int NewestFormat = 13;
    private const int DefaultExportedSize = 640;

    private readonly ModelProto _model;
    private readonly OnnxGraph _graph;
    private readonly TypeProto.Types.Tensor _input;

    private ExportCheck(ModelProto model, OnnxGraph graph)
    {
        _model = model;
        _graph = graph;
        RequireTask();
        RequireOperators();
        _input = RequireInput();
        RequireSingleOutput();
    }

    /// <summary>Whether height and width are free in the file.</summary>
    public bool IsDynamic => !_input.Shape.Dim[2].HasDimValue && !_input.Shape.Dim[3].HasDimValue;

    /// <summary>Whether convolution weights in the file are FP16.</summary>
    public bool IsHalf => _graph.Proto.Initializer.Any(tensor => tensor is { DataType: OnnxTypes.Float16, Dims.Count: 4 });

    /// <summary>Checks a model.</summary>
    /// <exception cref="ModelException">It is not what is needed.</exception>
    public static ExportCheck Run(ModelProto model, OnnxGraph graph) => new(model, graph);

    /// <summary>An entry of the file's metadata; null where there is none.</summary>
    public string? Property(string key) => _model.MetadataProps.FirstOrDefault(property => property.Key == key)?.Value;

    /// <summary>Longer side the model was exported at, in pixels: from the metadata, else from a static input, else 640.</summary>
    public int ExportedSize()
    {
        if (Property("imgsz") is { } text && PythonLiteral.ParseIntegers(text) is { } sizes && sizes.Max() > 0)
            return sizes.Max();
        return IsDynamic ? DefaultExportedSize : (int)Math.Max(_input.Shape.Dim[2].DimValue, _input.Shape.Dim[3].DimValue);
    }

    /// <summary>Refuses an output whose channels are not four box sides and one score for each class.</summary>
    public void RequireOutputOf(YoloV8Head head)
    {
        TensorShapeProto shape = _graph.Proto.Output[0].Type.TensorType.Shape;
        TensorShapeProto.Types.Dimension channels = shape.Dim[1];
        if (channels.HasDimValue && channels.DimValue != 4 + head.ClassCount)
            throw _graph.Refuse($"its output has {channels.DimValue} channels where 4 and {head.ClassCount} classes make {4 + head.ClassCount}");
    }

    private void RequireTask()
    {
        if (Property("task") is { } task && task != "detect")
            throw _graph.Refuse($"its task is '{task}'");
        if (Property("stride") is { } text && PythonLiteral.ParseIntegers(text) is not [32])
            throw _graph.Refuse($"its stride is {text} where YOLOv8's is 32");
    }

    private void RequireOperators()
    {
        long version = _model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 0;
        if (version is < OldestOperatorSet or > NewestOperatorSet)
            throw _graph.Refuse($"it uses operator set {version}; {OldestOperatorSet} to {NewestOperatorSet} are supported (export with opset=17)");
        if (_model.IrVersion > NewestFormat)
            throw _graph.Refuse($"it is written in version {_model.IrVersion} of the ONNX format; up to {NewestFormat} is supported");
        if (_graph.Proto.Node.FirstOrDefault(node => node.OpType is "NonMaxSuppression" or "TopK") is { } node)
            throw _graph.Refuse($"non-maximum suppression is built into it ({node.OpType}); export it with nms=False");
    }

    private TypeProto.Types.Tensor RequireInput()
    {
        IReadOnlyList<ValueInfoProto> inputs = _graph.FedInputs();
        if (inputs.Count != 1)
            throw _graph.Refuse($"it has {inputs.Count} inputs where it has one");
        TypeProto.Types.Tensor? type = inputs[0].Type?.TensorType;
        if (type?.ElemType is not (OnnxTypes.Float or OnnxTypes.Float16))
            throw _graph.Refuse($"its input {inputs[0].Name} is of element type {type?.ElemType} where float32 (1) or float16 (10) is");
        if (type.Shape?.Dim.Count != 4)
            throw _graph.Refuse($"its input {inputs[0].Name} has {type.Shape?.Dim.Count ?? 0} dimensions where batch, channel, height and width are");
        if (type.Shape.Dim[1] is { HasDimValue: true, DimValue: not 3 } channels)
            throw _graph.Refuse($"its input {inputs[0].Name} has {channels.DimValue} channels where red, green and blue are");
        return type;
    }

    private void RequireSingleOutput()
    {
        if (_graph.Proto.Output.Count != 1)
            throw _graph.Refuse($"it has {_graph.Proto.Output.Count} outputs where detection has one (segmentation has two)");
        int rank = _graph.Proto.Output[0].Type?.TensorType?.Shape?.Dim.Count ?? 0;
        if (rank != 3)
            throw _graph.Refuse($"its output has {rank} dimensions where batch, channel and anchor are");
    }
}
