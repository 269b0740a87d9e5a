using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Runs a prepared YOLOv8 graph and reads its maps: one picture at a time, or a batch.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time; a batch's places are independent, see <see cref="IDetectorBatch"/>.
/// <b>Ownership:</b> owns execution and memory; one piece of memory serves every input size, so only the size last asked for is
/// valid. <b>Errors:</b> <see cref="Run"/> throws <see cref="OnnxRuntimeException"/>.
/// </remarks>
internal sealed class YoloV8Detector : IBatchDetector
{
    // Sizes kept bound: all 11 from 320 to 640 for the usual aspect ratios and some more. A binding is a few hundred bytes.
    private const int MaxBoundSizes = 128;

    private readonly YoloV8Model _model;
    private readonly IModelExecution _execution;
    private readonly DetectorOptions _options;
    private readonly TensorMemory _memory;
    private readonly Dictionary<PixelSize, (TensorLayout Layout, IBoundModel Bound)> _sizes = [];
    private readonly PictureReader _reader;
    private TensorLayout? _layout;
    private IBoundModel? _bound;

    /// <summary>Takes over an execution of the model.</summary>
    public YoloV8Detector(YoloV8Model model, IModelExecution execution, DetectorOptions options)
    {
        _model = model;
        _execution = execution;
        _memory = new TensorMemory(execution);
        _options = options;
        _reader = MakeReader();
    }

    /// <inheritdoc/>
    public ModelMetadata Model => _model.Metadata;

    /// <inheritdoc/>
    public string ExecutionProvider => _execution.ExecutionProvider;

    /// <inheritdoc/>
    public string Precision => _execution.Precision;

    /// <inheritdoc/>
    public Span<float> Input(PixelSize size)
    {
        if (_layout?.Size != size)
            (_layout, _bound) = _sizes.TryGetValue(size, out (TensorLayout, IBoundModel) known) ? known : Bind(size);
        return _memory.Slice(_layout.Input.Offset, _layout.Input.PictureLength);
    }

    /// <inheritdoc/>
    public void Run()
    {
        if (_bound is null)
            throw new InvalidOperationException($"{nameof(Input)} has not been asked for.");
        _bound.Run();
    }

    /// <inheritdoc/>
    public int Collect(in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination)
    {
        if (_layout is null)
            throw new InvalidOperationException($"{nameof(Input)} has not been asked for.");
        return _reader.Read(_layout, _memory, 0, letterbox, confidenceThreshold, destination);
    }

    /// <inheritdoc/>
    public IDetectorBatch CreateBatch(PixelSize size, int capacity) =>
        new DetectorBatch(_execution, new TensorLayout(_model.Head, size, capacity), MakeReader);

    /// <inheritdoc/>
    public void Dispose()
    {
        Unbind();
        _memory.Dispose();
        _execution.Dispose();
    }

    private (TensorLayout Layout, IBoundModel Bound) Bind(PixelSize size)
    {
        var layout = new TensorLayout(_model.Head, size, 1);
        if (layout.TotalFloats > _memory.Capacity || _sizes.Count == MaxBoundSizes)
            Unbind();
        if (layout.TotalFloats > _memory.Capacity)
            _memory.Grow(layout.TotalFloats);
        IBoundModel bound = _execution.Bind(layout, _memory, 1);
        _sizes.Add(size, (layout, bound));
        return (layout, bound);
    }

    private void Unbind()
    {
        foreach ((_, IBoundModel bound) in _sizes.Values)
            bound.Dispose();
        _sizes.Clear();
        _layout = null;
        _bound = null;
    }

    private PictureReader MakeReader() => new(_model.Head, _options);
}
