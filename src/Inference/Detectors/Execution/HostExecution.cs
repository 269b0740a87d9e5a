using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A graph in an ONNX Runtime session that works in host memory: the CPU's.</summary>
/// <remarks><b>Ownership:</b> owns the session.</remarks>
internal sealed class HostExecution : IModelExecution
{
    private readonly YoloV8Head _head;
    private readonly PreparedGraph _graph;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();

    /// <summary>Takes over a session made from a prepared graph.</summary>
    /// <param name="head">The maps that the graph ends in.</param>
    /// <param name="graph">The graph; its input is float.</param>
    /// <param name="session">The session.</param>
    public HostExecution(YoloV8Head head, PreparedGraph graph, InferenceSession session)
    {
        _head = head;
        _graph = graph;
        _session = session;
    }

    /// <inheritdoc/>
    public string ExecutionProvider => DetectorFactory.Cpu;

    /// <inheritdoc/>
    public string Precision => _graph.Precision;

    /// <inheritdoc/>
    public IMemoryMirror? Mirror(TensorMemory memory) => null;

    /// <inheritdoc/>
    public IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count) =>
        new HostBinding(_session, _runOptions, _graph.InputName, _head, layout, memory, count);

    /// <inheritdoc/>
    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }
}
