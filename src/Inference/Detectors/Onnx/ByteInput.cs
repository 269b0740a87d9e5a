using System.Runtime.InteropServices;
using Google.Protobuf;

namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Lets a model take bytes, 0 to 255, and scale them itself: a quarter of the float input's way to a device.</summary>
internal static class ByteInput
{
    private const float Scale = 1f / 255f;

    /// <summary>Makes a copy whose input is bytes.</summary>
    /// <param name="model">A cut model that computes in FP32 between float input and outputs, or in FP16.</param>
    public static ModelProto Convert(ModelProto model)
    {
        ModelProto converted = model.Clone();
        GraphProto graph = converted.Graph;
        ValueInfoProto input = graph.Input[0];
        string scaled = input.Name;
        input.Name += "_bytes";
        input.Type.TensorType.ElemType = OnnxTypes.UInt8;
        // FP16 holds every whole number to 2048, but the quotient is the more exact in float: its own cast follows.
        graph.Initializer.Add(new TensorProto
        {
            Name = scaled + "_scale",
            DataType = OnnxTypes.Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>([Scale])),
        });
        graph.Node.Insert(0, OnnxNodes.Cast(input.Name, scaled + "_levels", OnnxTypes.Float));
        graph.Node.Insert(1, new NodeProto
        {
            OpType = "Mul",
            Name = scaled,
            Input = { scaled + "_levels", scaled + "_scale" },
            Output = { scaled },
        });
        return converted;
    }
}
