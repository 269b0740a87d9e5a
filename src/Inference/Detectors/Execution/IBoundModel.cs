namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>A loaded graph tied to its input and output memory for one size and number of pictures.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes, before the memory and the execution.</remarks>
internal interface IBoundModel : IDisposable
{
    /// <summary>Reads the input, runs the graph and writes the maps, all in the bound memory.</summary>
    /// <exception cref="Microsoft.ML.OnnxRuntime.OnnxRuntimeException">The execution provider failed.</exception>
    void Run();
}
