namespace RealtimeDetect.Relay.Models;

/// <summary>Public addresses of <c>yolov8n.onnx</c>, tried in this order; the README names them.</summary>
/// <remarks>
/// The first is the one that Ultralytics' own inference library downloads from; the others are copies on Hugging Face that many projects
/// use. None of them was fetched by this project's tests. What is downloaded is checked to be a YOLOv8 detection model before it is
/// used, whichever address it came from.
/// </remarks>
internal static class ModelAddresses
{
    /// <summary>The addresses.</summary>
    public static IReadOnlyList<Uri> Default { get; } =
    [
        new("https://github.com/ultralytics/assets/releases/download/v8.4.0/yolov8n.onnx"),
        new("https://huggingface.co/Kalray/yolov8/resolve/main/yolov8n.onnx"),
        new("https://huggingface.co/cabelo/yolov8/resolve/main/yolov8n.onnx"),
    ];
}
