using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A graph in an ONNX Runtime session.</summary>
/// <remarks><b>Ownership:</b> owns the session.</remarks>
internal sealed class SessionExecution : IModelExecution
{
    private readonly YoloV8Model _model;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();

    /// <summary>Takes over a session made from one of the model's prepared graphs.</summary>
    public SessionExecution(YoloV8Model model, InferenceSession session, string executionProvider, string precision)
    {
        _model = model;
        _session = session;
        ExecutionProvider = executionProvider;
        Precision = precision;
    }

    /// <inheritdoc/>
    public string ExecutionProvider { get; }

    /// <inheritdoc/>
    public string Precision { get; }

    /// <inheritdoc/>
    public IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count) =>
        new HostBinding(_session, _runOptions, _model, layout, memory, count, ExecutionProvider != DetectorFactory.Cpu);

    /// <inheritdoc/>
    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }
}
