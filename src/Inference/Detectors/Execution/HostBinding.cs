using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A session's tensors bound to host memory, read and written in place.</summary>
internal sealed class HostBinding : IBoundModel
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];

    /// <summary>Binds the first pictures of a layout.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Options of every run; not owned.</param>
    /// <param name="inputName">Name of the graph's input.</param>
    /// <param name="head">Names of its maps.</param>
    /// <param name="layout">Where they lie.</param>
    /// <param name="memory">The memory, large enough.</param>
    /// <param name="count">Pictures of a run.</param>
    public HostBinding(
        InferenceSession session, RunOptions options, string inputName, YoloV8Head head, TensorLayout layout, TensorMemory memory, int count)
    {
        _session = session;
        _options = options;
        _binding = session.CreateIoBinding();
        _binding.BindInput(inputName, Wrap(layout.Input, memory, count));
        int map = 0;
        foreach (string output in head.Outputs)
            _binding.BindOutput(output, Wrap(layout.Maps[map++], memory, count));
    }

    /// <inheritdoc/>
    public void Run() => _session.RunWithBinding(_options, _binding);

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
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, slot.Shape(count), memory.Address(slot.Offset), slot.Bytes(count));
        _values.Add(value);
        return value;
    }
}
