using System.Runtime.InteropServices;
using Google.Protobuf;

namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Reads tensor values and attributes of an ONNX graph, and changes their precision.</summary>
internal static class OnnxTensors
{
    /// <summary>The values of a float or half tensor as floats; null for any other element type.</summary>
    public static float[]? ReadFloats(TensorProto tensor) => tensor.DataType switch
    {
        OnnxTypes.Float when tensor.HasRawData => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(),
        OnnxTypes.Float => [.. tensor.FloatData],
        OnnxTypes.Float16 when tensor.HasRawData => Widen(MemoryMarshal.Cast<byte, Half>(tensor.RawData.Span)),
        OnnxTypes.Float16 => [.. tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))],
        _ => null,
    };

    /// <summary>The values of a tensor of 64-bit integers; none for any other element type.</summary>
    public static long[] ReadIntegers(TensorProto tensor) => tensor.DataType != OnnxTypes.Int64
        ? []
        : tensor.HasRawData ? MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray() : [.. tensor.Int64Data];

    /// <summary>Rewrites a half tensor as float; others stay.</summary>
    public static void ToFloat(TensorProto tensor)
    {
        if (tensor.DataType != OnnxTypes.Float16)
            return;
        float[] values = ReadFloats(tensor)!;
        tensor.Int32Data.Clear();
        tensor.DataType = OnnxTypes.Float;
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values));
    }

    /// <summary>Rewrites a float tensor as half, values beyond its range becoming its largest; others stay.</summary>
    public static void ToHalf(TensorProto tensor)
    {
        if (tensor.DataType != OnnxTypes.Float)
            return;
        float[] values = ReadFloats(tensor)!;
        Half[] halves = Array.ConvertAll(values, value => (Half)Math.Clamp(value, (float)Half.MinValue, (float)Half.MaxValue));
        tensor.FloatData.Clear();
        tensor.DataType = OnnxTypes.Float16;
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(halves));
    }

    /// <summary>The attribute of that name; null where the node has none.</summary>
    public static AttributeProto? Attribute(this NodeProto node, string name) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    private static float[] Widen(ReadOnlySpan<Half> halves)
    {
        var values = new float[halves.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)halves[i];
        return values;
    }
}
