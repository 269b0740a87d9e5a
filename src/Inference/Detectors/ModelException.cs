namespace RealtimeDetect.Inference.Detectors;

/// <summary>A model file was refused; the message names it, what was found in it and what is needed.</summary>
public sealed class ModelException : Exception
{
    /// <summary>What every model must be, in words for the operator.</summary>
    internal const string Needed = "an Ultralytics YOLOv8 detection model exported to ONNX (yolo export format=onnx, without nms)";

    /// <summary>Refuses a model.</summary>
    /// <param name="modelName">File or model name.</param>
    /// <param name="found">What is wrong, as a clause that starts in lower case.</param>
    /// <param name="inner">Cause, where a library reported one.</param>
    public ModelException(string modelName, string found, Exception? inner = null)
        : base($"Model {modelName} cannot be used: {found}. Needed: {Needed}.", inner) => ModelName = modelName;

    /// <summary>File or model name.</summary>
    public string ModelName { get; }
}
