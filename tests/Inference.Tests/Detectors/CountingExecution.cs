using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>Computes nothing and remembers what it was bound for and ran.</summary>
internal sealed class CountingExecution : IModelExecution
{
    /// <summary>Input sizes that ran.</summary>
    public HashSet<PixelSize> Sizes { get; } = [];

    /// <inheritdoc/>
    public string ExecutionProvider => "CUDA";

    /// <inheritdoc/>
    public string Precision => "fp16";

    /// <inheritdoc/>
    public IMemoryMirror? Mirror(TensorMemory memory) => null;

    /// <inheritdoc/>
    public IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count) => new Bound(this, layout.Size);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Bound(CountingExecution owner, PixelSize size) : IBoundModel
    {
        public void Run() => owner.Sizes.Add(size);

        public void Dispose()
        {
        }
    }
}
