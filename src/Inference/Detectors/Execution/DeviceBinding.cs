using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A session's tensors bound to device memory: a run uploads the input, computes and downloads the maps.</summary>
internal sealed class DeviceBinding : IBoundModel
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options;
    private readonly IDeviceMemory _device;
    private readonly TensorMemory _memory;
    private readonly DeviceMirror _mirror;
    private readonly ByteStaging? _staging;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly TensorSlot _input;
    private readonly TensorSlot[] _maps;
    private readonly int _count;

    /// <summary>Binds the first pictures of a layout.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Options of its runs; owned.</param>
    /// <param name="device">The device.</param>
    /// <param name="graph">The session's graph.</param>
    /// <param name="head">Names of its maps.</param>
    /// <param name="layout">Where the tensors lie.</param>
    /// <param name="memory">The host memory, mirrored on the device.</param>
    /// <param name="count">Pictures of a run.</param>
    public DeviceBinding(
        InferenceSession session, RunOptions options, IDeviceMemory device, PreparedGraph graph, YoloV8Head head,
        TensorLayout layout, TensorMemory memory, int count)
    {
        _session = session;
        _options = options;
        _device = device;
        _memory = memory;
        _mirror = (DeviceMirror)memory.Mirror!;
        _input = layout.Input;
        _maps = layout.Maps;
        _count = count;
        _staging = graph.TakesBytes ? new ByteStaging(device, count * _input.PictureLength) : null;
        _binding = session.CreateIoBinding();
        TensorElementType inputType = graph.TakesBytes ? TensorElementType.UInt8 : TensorElementType.Float;
        _binding.BindInput(graph.InputName, Wrap(_input, inputType, graph.TakesBytes ? sizeof(byte) : sizeof(float)));
        int map = 0;
        foreach (string output in head.Outputs)
            _binding.BindOutput(output, Wrap(_maps[map++], TensorElementType.Float, sizeof(float)));
    }

    /// <inheritdoc/>
    public void Run()
    {
        nint input = _mirror.Address(_input.Offset);
        if (_staging is null)
            _device.Upload(input, _memory.Address(_input.Offset), _input.Bytes(_count));
        else
            _device.Upload(input, _staging.Fill(_memory.Slice(_input.Offset, _count * _input.PictureLength)), _staging.Length);
        _device.Synchronize();
        _session.RunWithBinding(_options, _binding);
        _binding.SynchronizeBoundOutputs();
        foreach (ref readonly TensorSlot map in _maps.AsSpan())
            _device.Download(_memory.Address(map.Offset), _mirror.Address(map.Offset), map.Bytes(_count));
        _device.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (OrtValue value in _values)
            value.Dispose();
        _staging?.Dispose();
        _options.Dispose();
    }

    private OrtValue Wrap(TensorSlot slot, TensorElementType type, int elementBytes)
    {
        OrtValue value = OrtValue.CreateTensorValueWithData(
            _device.Info, type, slot.Shape(_count), _mirror.Address(slot.Offset), (long)_count * slot.PictureLength * elementBytes);
        _values.Add(value);
        return value;
    }
}
