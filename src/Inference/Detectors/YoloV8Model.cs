using System.Security.Cryptography;
using Google.Protobuf;
using RealtimeDetect.Inference.Detectors.Onnx;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>A YOLOv8 detection model, checked and prepared once, from which any number of detectors are made.</summary>
/// <remarks><b>Threading:</b> immutable; any thread.</remarks>
public sealed class YoloV8Model
{
    private readonly Lazy<byte[]> _half;

    private YoloV8Model(ModelMetadata metadata, string? labelsProblem, YoloV8Head head, ModelProto prepared)
    {
        Metadata = metadata;
        LabelsProblem = labelsProblem;
        Head = head;
        InputName = prepared.Graph.Input[0].Name;
        SinglePrecision = prepared.ToByteArray();
        _half = new Lazy<byte[]>(() => HalfPrecision.Convert(ModelProto.Parser.ParseFrom(SinglePrecision)).ToByteArray());
    }

    /// <summary>What the file says of itself.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>Why the labels are made up (<c>class0</c>, <c>class1</c>, ...); null where they are the file's.</summary>
    public string? LabelsProblem { get; }

    /// <summary>The maps that the prepared graph ends in.</summary>
    internal YoloV8Head Head { get; }

    /// <summary>Name of the prepared graph's input.</summary>
    internal string InputName { get; }

    /// <summary>The prepared graph as an ONNX file that computes in FP32.</summary>
    internal byte[] SinglePrecision { get; }

    /// <summary>The prepared graph as an ONNX file that computes in FP16 between a float input and float outputs.</summary>
    internal byte[] HalfPrecisionGraph => _half.Value;

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
}
