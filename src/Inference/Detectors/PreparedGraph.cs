using Google.Protobuf;
using RealtimeDetect.Inference.Detectors.Onnx;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>A model's graph in the form that one execution provider loads.</summary>
internal sealed class PreparedGraph
{
    /// <summary>Serialises a graph.</summary>
    /// <param name="model">The graph, with one input.</param>
    /// <param name="isHalf">Whether it computes in FP16.</param>
    /// <param name="takesBytes">Whether its input is bytes.</param>
    public PreparedGraph(ModelProto model, bool isHalf, bool takesBytes)
    {
        File = model.ToByteArray();
        InputName = model.Graph.Input[0].Name;
        IsHalf = isHalf;
        TakesBytes = takesBytes;
    }

    /// <summary>The ONNX file.</summary>
    public byte[] File { get; }

    /// <summary>Name of its input.</summary>
    public string InputName { get; }

    /// <summary>Whether it computes in FP16; the outputs are float all the same.</summary>
    public bool IsHalf { get; }

    /// <summary>Whether its input is bytes, 0 to 255; else floats, 0 to 1.</summary>
    public bool TakesBytes { get; }

    /// <summary>Precision of the arithmetic: <c>fp32</c> or <c>fp16</c>.</summary>
    public string Precision => NameOf(IsHalf);

    /// <summary>The name of a precision.</summary>
    public static string NameOf(bool isHalf) => isHalf ? "fp16" : "fp32";
}
