using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A session's tensors bound to host memory: read and written in place on the CPU, copied to and from a device by ONNX Runtime.</summary>
internal sealed class HostBinding : IBoundModel
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options;
    private readonly OrtIoBinding _binding;
    private readonly string _inputName;
    private readonly bool _copies;
    private readonly List<OrtValue> _values = [];

    /// <summary>Binds the first pictures of a layout.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Options of every run; not owned.</param>
    /// <param name="model">Names of input and maps.</param>
    /// <param name="layout">Where they lie.</param>
    /// <param name="memory">The memory, large enough.</param>
    /// <param name="count">Pictures of a run.</param>
    /// <param name="copies">Whether the session is on a device: binding copies the input there, so it is bound anew before each run.</param>
    public HostBinding(
        InferenceSession session, RunOptions options, YoloV8Model model, TensorLayout layout, TensorMemory memory, int count, bool copies)
    {
        _session = session;
        _options = options;
        _inputName = model.InputName;
        _copies = copies;
        _binding = session.CreateIoBinding();
        _binding.BindInput(_inputName, Wrap(layout.Input, memory, count));
        int map = 0;
        foreach (string output in model.Head.Outputs)
            _binding.BindOutput(output, Wrap(layout.Maps[map++], memory, count));
    }

    /// <inheritdoc/>
    public void Run()
    {
        if (_copies)
            _binding.BindInput(_inputName, _values[0]);
        _session.RunWithBinding(_options, _binding);
        if (_copies)
            _binding.SynchronizeBoundOutputs();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (OrtValue value in _values)
            value.Dispose();
    }

    private OrtValue Wrap(TensorSlot slot, TensorMemory memory, int count)
    {
        OrtValue value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, slot.Shape(count), memory.Address(slot.Offset),
            (long)count * slot.PictureLength * sizeof(float));
        _values.Add(value);
        return value;
    }
}
