namespace RealtimeDetect.Relay.Models;

/// <summary>Where the main model came from.</summary>
internal enum ModelOrigin
{
    /// <summary>Named by <c>--model</c> or configuration.</summary>
    Configured,

    /// <summary><c>yolov8n.onnx</c> in the models folder.</summary>
    ModelsFolder,

    /// <summary>Downloaded just now.</summary>
    Downloaded,

    /// <summary>The embedded shapes model: nothing else could be had.</summary>
    Embedded,
}
