namespace RealtimeDetect.Inference.Detectors;

/// <summary>An execution provider cannot be used; the message says what is missing, or carries ONNX Runtime's reason.</summary>
public sealed class ExecutionProviderException : Exception
{
    /// <summary>Reports a provider that cannot be used.</summary>
    /// <param name="provider">Its name, such as <c>CUDA</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="inner">Cause, where a library reported one.</param>
    public ExecutionProviderException(string provider, string reason, Exception? inner = null)
        : base($"{provider} cannot be used: {reason}", inner) => Provider = provider;

    /// <summary>Name of the provider, such as <c>CUDA</c>.</summary>
    public string Provider { get; }
}
