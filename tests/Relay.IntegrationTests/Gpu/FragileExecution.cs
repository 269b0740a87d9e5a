using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;

namespace RealtimeDetect.Relay.IntegrationTests.Gpu;

/// <summary>A GPU that is the CPU, and that a test can take away.</summary>
/// <param name="inner">What really runs.</param>
internal sealed class FragileExecution(IModelExecution inner) : IModelExecution
{
    private volatile bool _isGone;

    /// <inheritdoc/>
    public string ExecutionProvider => "CUDA";

    /// <inheritdoc/>
    public string Precision => "fp16";

    /// <summary>Lets every run fail from here on, as after a driver's error.</summary>
    public void TakeAway() => _isGone = true;

    /// <inheritdoc/>
    public IMemoryMirror? Mirror(TensorMemory memory) => inner.Mirror(memory);

    /// <inheritdoc/>
    public IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count) => new Bound(this, inner.Bind(layout, memory, count));

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private sealed class Bound(FragileExecution owner, IBoundModel bound) : IBoundModel
    {
        public void Run()
        {
            if (owner._isGone)
                throw new DeviceException("cudaStreamSynchronize", 719, "unspecified launch failure");
            bound.Run();
        }

        public void Dispose() => bound.Dispose();
    }
}
