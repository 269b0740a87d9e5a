using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline.Batching;

/// <summary>A lane's lease of a detector that serves several lanes in one run: it has a place in a batch.</summary>
/// <remarks>
/// <b>Threading:</b> the lane that leased it; the fields marked so belong to <see cref="BatchGate"/>'s lock. <see cref="Input"/>
/// blocks until there is a place, <see cref="Run"/> until the batch has run. <b>Errors:</b> <see cref="Run"/> throws where the batch failed.
/// </remarks>
internal sealed class BatchPlace(IBatchDetector detector, BatchGate gate) : IDetector
{
    private readonly SemaphoreSlim _signal = new(0);

    /// <inheritdoc/>
    public ModelMetadata Model => detector.Model;

    /// <inheritdoc/>
    public string ExecutionProvider => detector.ExecutionProvider;

    /// <inheritdoc/>
    public string Precision => detector.Precision;

    /// <summary>The turn that it is leased for.</summary>
    public FrameTurn Turn { get; set; }

    /// <summary>Size of the network input asked for. Accessed under the gate's lock.</summary>
    internal PixelSize Size { get; set; }

    /// <summary>Order of asking. Accessed under the gate's lock.</summary>
    internal long AskedAt { get; set; }

    /// <summary>The batch; null without a place. Written under the gate's lock before the lane is signalled.</summary>
    internal Batch? Batch { get; set; }

    /// <summary>The place in it, from 0. Written likewise.</summary>
    internal int Index { get; set; }

    /// <summary>Whether the place is filled. Accessed under the gate's lock.</summary>
    internal bool IsFilled { get; set; }

    /// <summary>Why there is no place, or no result; null where all is well. Written under the gate's lock before the lane is signalled.</summary>
    internal Exception? Failure { get; set; }

    /// <inheritdoc/>
    public Span<float> Input(PixelSize size)
    {
        if (Batch is null || Size != size)
            Move(size);
        return Batch!.Memory.Input(Index);
    }

    /// <inheritdoc/>
    public void Run()
    {
        Submit();
        WaitForResult();
    }

    /// <summary>Says that the place is filled.</summary>
    public void Submit() => gate.Submit(this);

    /// <summary>Waits until the batch has run.</summary>
    public void WaitForResult() => Wait("The run that this frame shared with others failed.");

    /// <inheritdoc/>
    public int Collect(in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination) =>
        Batch!.Memory.Collect(Index, letterbox, confidenceThreshold, destination);

    /// <summary>Wakes the lane that waits.</summary>
    internal void Signal() => _signal.Release();

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();

    private void Move(PixelSize size)
    {
        gate.Release(this);
        if (gate.Reserve(this, size))
            gate.AddBatch(detector, size);
        Wait("There is no memory for a batch of this size.");
    }

    private void Wait(string what)
    {
        _signal.Wait();
        if (Failure is { } failure)
            throw new InvalidOperationException(what, failure);
    }
}
