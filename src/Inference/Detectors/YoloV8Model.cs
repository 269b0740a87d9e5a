using System.Security.Cryptography;
using RealtimeDetect.Inference.Detectors.Onnx;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>A YOLOv8 detection model, checked and prepared once, from which any number of detectors are made.</summary>
/// <remarks><b>Threading:</b> immutable; any thread.</remarks>
public sealed class YoloV8Model
{
    private readonly ModelProto _prepared;
    private readonly Lazy<PreparedGraph> _forCpu;

    private YoloV8Model(ModelMetadata metadata, string? labelsProblem, YoloV8Head head, ModelProto prepared)
    {
        Metadata = metadata;
        LabelsProblem = labelsProblem;
        Head = head;
        _prepared = prepared;
        _forCpu = new Lazy<PreparedGraph>(PrepareForCpu);
    }

    /// <summary>What the file says of itself.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>Why the labels are made up (<c>class0</c>, <c>class1</c>, ...); null where they are the file's.</summary>
    public string? LabelsProblem { get; }

    /// <summary>The maps that the prepared graph ends in.</summary>
    internal YoloV8Head Head { get; }

    /// <summary>The graph for the CPU: FP32, in the form that suits its memory layout.</summary>
    internal PreparedGraph ForCpu => _forCpu.Value;

    /// <summary>Loads a model from a file.</summary>
    /// <exception cref="ModelException">The file is no usable YOLOv8 detection export; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static YoloV8Model Load(string path) => Load(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>Loads a model from a file's bytes.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="fileName">Name for messages; without its extension it is the model's name.</param>
    /// <exception cref="ModelException">The bytes are no usable YOLOv8 detection export; the message says why.</exception>
    public static YoloV8Model Load(ReadOnlySpan<byte> file, string fileName)
    {
        ModelProto model = ModelFile.Parse(file, fileName);
        var graph = new OnnxGraph(model.Graph, fileName);
        ExportCheck check = ExportCheck.Run(model, graph);
        YoloV8Head head = HeadFinder.Find(graph, model.Graph.Output[0].Name);
        check.RequireOutputOf(head);
        ModelLabels labels = ModelLabels.Read(check.Property("names"), head.ClassCount);
        var metadata = new ModelMetadata(
            Path.GetFileNameWithoutExtension(fileName), labels.Names, head.Levels[^1].Stride, check.ExportedSize(),
            check.IsDynamic, check.IsHalf, Convert.ToHexStringLower(SHA256.HashData(file)));
        GraphCutter.Cut(model, graph, head);
        return new YoloV8Model(metadata, labels.Problem, head, model);
    }

    /// <summary>The graph for a device.</summary>
    /// <param name="isHalf">Whether it computes in FP16; input and outputs stay float.</param>
    /// <param name="takesBytes">Whether its input is bytes, 0 to 255, that it scales itself.</param>
    internal PreparedGraph ForDevice(bool isHalf, bool takesBytes)
    {
        ModelProto graph = isHalf ? HalfPrecision.Convert(_prepared) : _prepared;
        return new PreparedGraph(takesBytes ? ByteInput.Convert(graph) : graph, isHalf, takesBytes);
    }

    private PreparedGraph PrepareForCpu()
    {
        ModelProto graph = _prepared.Clone();
        ConvolutionSplit.Apply(graph);
        return new PreparedGraph(graph, isHalf: false, takesBytes: false);
    }
}
