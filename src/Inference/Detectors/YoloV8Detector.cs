using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Runs a prepared YOLOv8 graph in ONNX Runtime and reads its maps.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time. <b>Ownership:</b> owns session and memory; one piece of memory serves every input
/// size, so only the size last asked for is valid. <b>Errors:</b> <see cref="Run"/> throws <see cref="OnnxRuntimeException"/>.
/// </remarks>
internal sealed class YoloV8Detector : IDetector
{
    // Sizes kept bound: all 11 from 320 to 640 for a handful of aspect ratios. A binding is a few hundred bytes.
    private const int MaxBoundSizes = 64;

    private readonly YoloV8Model _model;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly TensorMemory _memory = new();
    private readonly Dictionary<PixelSize, BoundTensors> _bound = [];
    private readonly YoloV8OutputDecoder _decoder;
    private readonly NonMaxSuppression _suppression;
    private BoundTensors? _current;

    /// <summary>Takes over a session made from the model's prepared graph.</summary>
    public YoloV8Detector(YoloV8Model model, InferenceSession session, string executionProvider, string precision, DetectorOptions options)
    {
        _model = model;
        _session = session;
        ExecutionProvider = executionProvider;
        Precision = precision;
        _decoder = new YoloV8OutputDecoder(model.Head, options.MultiLabel);
        _suppression = new NonMaxSuppression(options.IouThreshold, options.MaxDetections);
    }

    /// <inheritdoc/>
    public ModelMetadata Model => _model.Metadata;

    /// <inheritdoc/>
    public string ExecutionProvider { get; }

    /// <inheritdoc/>
    public string Precision { get; }

    /// <inheritdoc/>
    public Span<float> Input(PixelSize size)
    {
        if (_current?.Layout.Size != size)
            _current = _bound.GetValueOrDefault(size) ?? Bind(size);
        TensorSlot input = _current.Layout.Input;
        return _memory.Slice(input.Offset, input.Length);
    }

    /// <inheritdoc/>
    public void Run() => Current().Run(_session, _runOptions);

    /// <inheritdoc/>
    public int Collect(in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination)
    {
        TensorLayout layout = Current().Layout;
        if (letterbox.Input != layout.Size)
            throw new ArgumentException($"The letterbox is for {letterbox.Input} and the last input was {layout.Size}.", nameof(letterbox));
        Decode(layout, YoloV8OutputDecoder.Logit(confidenceThreshold));
        int count = 0;
        foreach (int index in _suppression.Select(_decoder.Boxes))
        {
            if (count == destination.Length)
                break;
            if (PictureBox.TryMap(_decoder.Boxes[index], letterbox, out Detection detection))
                destination[count++] = detection;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Unbind();
        _memory.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    private void Decode(TensorLayout layout, float thresholdLogit)
    {
        _decoder.Clear();
        for (int level = 0; level < _model.Head.Levels.Count; level++)
        {
            TensorSlot boxes = layout.Maps[2 * level];
            TensorSlot classes = layout.Maps[(2 * level) + 1];
            _decoder.Add(
                _memory.Slice(boxes.Offset, boxes.Length), _memory.Slice(classes.Offset, classes.Length),
                classes.Width, _model.Head.Levels[level].Stride, thresholdLogit);
        }
    }

    private BoundTensors Bind(PixelSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(size.Width, size.Height), Letterbox.Stride, nameof(size));
        if (size.Width % Letterbox.Stride != 0 || size.Height % Letterbox.Stride != 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Both sides must be multiples of {Letterbox.Stride}.");
        var layout = new TensorLayout(_model.Head, size);
        if (layout.TotalFloats > _memory.Capacity || _bound.Count == MaxBoundSizes)
            Unbind();
        if (layout.TotalFloats > _memory.Capacity)
            _memory.Grow(layout.TotalFloats);
        var tensors = new BoundTensors(_session, _model, layout, _memory, ExecutionProvider != DetectorFactory.Cpu);
        _bound.Add(size, tensors);
        return tensors;
    }

    private void Unbind()
    {
        foreach (BoundTensors tensors in _bound.Values)
            tensors.Dispose();
        _bound.Clear();
        _current = null;
    }

    private BoundTensors Current() =>
        _current ?? throw new InvalidOperationException($"{nameof(Input)} has not been asked for.");
}
