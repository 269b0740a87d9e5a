using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>The repository's own model of coloured shapes: a real YOLOv8 of few channels, there on every machine.</summary>
internal static class RepositoryModel
{
    /// <summary>Loads it.</summary>
    public static YoloV8Model Load()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "models", "shapes.onnx")))
            folder = folder.Parent;
        return YoloV8Model.Load(Path.Combine(folder!.FullName, "models", "shapes.onnx"));
    }
}
