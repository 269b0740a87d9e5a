namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Makes nodes that graph edits add.</summary>
internal static class OnnxNodes
{
    /// <summary>A change of element type.</summary>
    /// <param name="from">Tensor read.</param>
    /// <param name="to">Tensor made.</param>
    /// <param name="type">Element type, of <see cref="OnnxTypes"/>.</param>
    public static NodeProto Cast(string from, string to, int type) => new()
    {
        OpType = "Cast",
        Name = to + "_cast",
        Input = { from },
        Output = { to },
        Attribute = { new AttributeProto { Name = "to", Type = OnnxTypes.AttributeInt, I = type } },
    };
}
