using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>A session's input and outputs of one size, bound to a detector's memory so that a run copies and allocates nothing.</summary>
/// <remarks><b>Ownership:</b> the owner disposes, before the memory. <b>Threading:</b> one thread at a time.</remarks>
internal sealed class BoundTensors : IDisposable
{
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly string _inputName;
    private readonly bool _copiesInput;

    /// <summary>Binds the tensors of a layout.</summary>
    /// <param name="session">The session.</param>
    /// <param name="model">Names of input and maps.</param>
    /// <param name="layout">Where they lie.</param>
    /// <param name="memory">The memory, large enough.</param>
    /// <param name="copiesInput">Whether binding copies the input to a device, so that it must be bound anew before each run.</param>
    public BoundTensors(InferenceSession session, YoloV8Model model, TensorLayout layout, TensorMemory memory, bool copiesInput)
    {
        Layout = layout;
        _inputName = model.InputName;
        _copiesInput = copiesInput;
        _binding = session.CreateIoBinding();
        _binding.BindInput(_inputName, Wrap(layout.Input, memory));
        int map = 0;
        foreach (string output in model.Head.Outputs)
            _binding.BindOutput(output, Wrap(layout.Maps[map++], memory));
    }

    /// <summary>Where the tensors lie.</summary>
    public TensorLayout Layout { get; }

    /// <summary>Runs the session on them.</summary>
    public void Run(InferenceSession session, RunOptions options)
    {
        if (_copiesInput)
            _binding.BindInput(_inputName, _values[0]);
        session.RunWithBinding(options, _binding);
        if (_copiesInput)
            _binding.SynchronizeBoundOutputs();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (OrtValue value in _values)
            value.Dispose();
    }

    private OrtValue Wrap(TensorSlot slot, TensorMemory memory)
    {
        OrtValue value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, slot.Shape, memory.Address(slot.Offset), (long)slot.Length * sizeof(float));
        _values.Add(value);
        return value;
    }
}
