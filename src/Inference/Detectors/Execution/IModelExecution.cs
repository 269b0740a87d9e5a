namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A prepared graph loaded on one execution provider.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes, after everything bound.</remarks>
internal interface IModelExecution : IDisposable
{
    /// <summary>ONNX Runtime's execution provider: <c>CPU</c>, <c>CUDA</c> or <c>TensorRT</c>.</summary>
    string ExecutionProvider { get; }

    /// <summary>Precision of the arithmetic: <c>fp32</c> or <c>fp16</c>.</summary>
    string Precision { get; }

    /// <summary>Binds the first pictures of a layout, so that a run allocates nothing.</summary>
    /// <param name="layout">Where the tensors lie.</param>
    /// <param name="memory">The memory, large enough and kept until the binding is disposed.</param>
    /// <param name="count">Pictures of a run, 1 to the layout's capacity.</param>
    IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count);
}
