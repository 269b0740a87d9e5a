using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Memory for several pictures of one size, bound for each number of pictures when that first runs.</summary>
/// <remarks><b>Ownership:</b> owns its memory and bindings, not the execution.</remarks>
internal sealed class DetectorBatch : IDetectorBatch
{
    private readonly IModelExecution _execution;
    private readonly TensorLayout _layout;
    private readonly TensorMemory _memory;
    private readonly IBoundModel?[] _boundByCount;
    private readonly PictureReader[] _readers;
    private int _lastCount;

    /// <summary>Reserves the memory.</summary>
    public DetectorBatch(IModelExecution execution, TensorLayout layout, Func<PictureReader> makeReader)
    {
        _execution = execution;
        _layout = layout;
        _memory = new TensorMemory(execution);
        _boundByCount = new IBoundModel?[layout.Capacity + 1];
        _readers = [.. Enumerable.Range(0, layout.Capacity).Select(_ => makeReader())];
        _memory.Grow(layout.TotalFloats);
    }

    /// <inheritdoc/>
    public PixelSize Size => _layout.Size;

    /// <inheritdoc/>
    public int Capacity => _layout.Capacity;

    /// <inheritdoc/>
    public Span<float> Input(int place)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Capacity, nameof(place));
        return _memory.Slice(_layout.Input.OffsetOf(place), _layout.Input.PictureLength);
    }

    /// <inheritdoc/>
    public void Run(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        IBoundModel bound = _boundByCount[count] ??= _execution.Bind(_layout, _memory, count);
        bound.Run();
        _lastCount = count;
    }

    /// <inheritdoc/>
    public int Collect(int place, in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination)
    {
        if ((uint)place >= (uint)_lastCount)
            throw new InvalidOperationException($"Place {place} was not among the {_lastCount} of the last run.");
        return _readers[place].Read(_layout, _memory, place, letterbox, confidenceThreshold, destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IBoundModel? bound in _boundByCount)
            bound?.Dispose();
        _memory.Dispose();
    }
}
