namespace RealtimeDetect.Inference.Detectors;

/// <summary>An execution provider could not be loaded; the message carries ONNX Runtime's reason.</summary>
public sealed class ExecutionProviderException : Exception
{
    /// <summary>Reports a provider that did not load.</summary>
    public ExecutionProviderException(string provider, Exception inner)
        : base($"ONNX Runtime could not load its {provider} execution provider: {inner.Message}", inner) => Provider = provider;

    /// <summary>Name of the provider, such as <c>CUDA</c>.</summary>
    public string Provider { get; }
}
