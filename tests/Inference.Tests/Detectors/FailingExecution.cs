using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>A device that binds and never runs.</summary>
/// <param name="failure">What every run throws.</param>
internal sealed class FailingExecution(Exception failure) : IModelExecution, IBoundModel
{
    /// <inheritdoc/>
    public string ExecutionProvider => "CUDA";

    /// <inheritdoc/>
    public string Precision => "fp16";

    /// <inheritdoc/>
    public IMemoryMirror? Mirror(TensorMemory memory) => null;

    /// <inheritdoc/>
    public IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count) => this;

    /// <inheritdoc/>
    public void Run() => throw failure;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
