namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Codes of the ONNX format that this reader knows.</summary>
internal static class OnnxTypes
{
    /// <summary>Tensor element type: 32-bit float.</summary>
    public const int Float = 1;

    /// <summary>Tensor element type: byte.</summary>
    public const int UInt8 = 2;

    /// <summary>Tensor element type: 64-bit integer.</summary>
    public const int Int64 = 7;

    /// <summary>Tensor element type: 16-bit float.</summary>
    public const int Float16 = 10;

    /// <summary>Attribute type: one integer.</summary>
    public const int AttributeInt = 2;

    /// <summary>Attribute type: a list of integers.</summary>
    public const int AttributeInts = 7;

    /// <summary>Data location: the values lie in another file.</summary>
    public const int External = 1;
}
