using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A graph in an ONNX Runtime session on a device, fed from pinned host memory through device memory that is taken once.</summary>
/// <remarks><b>Ownership:</b> owns the session and the device memory.</remarks>
internal sealed class DeviceExecution : IModelExecution
{
    private readonly YoloV8Head _head;
    private readonly PreparedGraph _graph;
    private readonly InferenceSession _session;
    private readonly IDeviceMemory _device;
    private readonly bool _capturesGraphs;
    private int _captureCount;

    /// <summary>Takes over a session made from a prepared graph.</summary>
    /// <param name="head">The maps that the graph ends in.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="session">The session.</param>
    /// <param name="device">The device it is on.</param>
    /// <param name="executionProvider">Its execution provider.</param>
    /// <param name="precision">Precision of its arithmetic.</param>
    /// <param name="capturesGraphs">Whether the session captures CUDA graphs, which must then be told apart.</param>
    public DeviceExecution(
        YoloV8Head head, PreparedGraph graph, InferenceSession session, IDeviceMemory device, string executionProvider,
        string precision, bool capturesGraphs)
    {
        _head = head;
        _graph = graph;
        _session = session;
        _device = device;
        _capturesGraphs = capturesGraphs;
        ExecutionProvider = executionProvider;
        Precision = precision;
    }

    /// <inheritdoc/>
    public string ExecutionProvider { get; }

    /// <inheritdoc/>
    public string Precision { get; }

    /// <inheritdoc/>
    public IMemoryMirror Mirror(TensorMemory memory) => new DeviceMirror(_device, memory);

    /// <inheritdoc/>
    public IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count)
    {
        var options = new RunOptions();
        // Each binding has addresses of its own, and a captured graph replays its addresses.
        if (_capturesGraphs)
            options.AddRunConfigEntry("gpu_graph_id", $"{++_captureCount}");
        return new DeviceBinding(_session, options, _device, _graph, _head, layout, memory, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _device.Dispose();
    }
}
