namespace RealtimeDetect.Inference.Detectors;

/// <summary>What a YOLOv8 detection export says of itself.</summary>
/// <param name="Name">The file's name without extension, such as <c>yolov8n</c>.</param>
/// <param name="Labels">Class names by class id.</param>
/// <param name="Stride">Coarsest stride in input pixels; 32 for every YOLOv8.</param>
/// <param name="ExportedSize">Longer side the model was exported at, in pixels, such as 640.</param>
/// <param name="IsDynamic">Whether height and width were free in the file.</param>
/// <param name="IsHalf">Whether the weights in the file are FP16.</param>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal.</param>
public sealed record ModelMetadata(
    string Name, IReadOnlyList<string> Labels, int Stride, int ExportedSize, bool IsDynamic, bool IsHalf, string Sha256);
