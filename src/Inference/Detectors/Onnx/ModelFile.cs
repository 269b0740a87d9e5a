using Google.Protobuf;

namespace RealtimeDetect.Inference.Detectors.Onnx;

/// <summary>Reads the bytes of a file as an ONNX model, or says why they are none.</summary>
internal static class ModelFile
{
    /// <summary>Parses a model.</summary>
    /// <exception cref="ModelException">Not an ONNX file, or a damaged one.</exception>
    public static ModelProto Parse(ReadOnlySpan<byte> file, string fileName)
    {
        if (file.IsEmpty)
            throw new ModelException(fileName, "the file is empty");
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(file);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelException(fileName, "it is not an ONNX file, or it is truncated or damaged", e);
        }

        if (model.Graph is null || model.Graph.Node.Count == 0)
            throw new ModelException(fileName, "it is not an ONNX file: there is no graph in it");
        if (model.OpsetImport.Count == 0)
            throw new ModelException(fileName, "it names no operator set, so it is truncated or damaged");
        if (model.Graph.Initializer.Any(tensor => tensor.DataLocation == OnnxTypes.External))
            throw new ModelException(fileName, "its weights lie in another file");
        return model;
    }
}
