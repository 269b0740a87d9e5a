namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A prepared graph loaded on one execution provider.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes, after everything bound and allocated.</remarks>
internal interface IModelExecution : IDisposable
{
    /// <summary>ONNX Runtime's execution provider in use: <c>CPU</c>, <c>CUDA</c> or <c>TensorRT</c>. Any thread reads it.</summary>
    string ExecutionProvider { get; }

    /// <summary>Precision of the arithmetic: <c>fp32</c> or <c>fp16</c>. Any thread reads it.</summary>
    string Precision { get; }

    /// <summary>Prepares host memory for transfers, once it is allocated and before anything in it is bound.</summary>
    /// <param name="memory">The memory; its address and length stay as they are until the mirror is disposed.</param>
    /// <returns>What the device holds of it; null where runs work in host memory itself.</returns>
    IMemoryMirror? Mirror(TensorMemory memory);

    /// <summary>Binds the first pictures of a layout, so that a run allocates nothing.</summary>
    /// <param name="layout">Where the tensors lie.</param>
    /// <param name="memory">The memory, large enough and kept until the binding is disposed.</param>
    /// <param name="count">Pictures of a run, 1 to the layout's capacity.</param>
    IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count);
}
