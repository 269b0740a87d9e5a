using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors.Execution;

namespace RealtimeDetect.Inference.Detectors.Providers;

/// <summary>Loads a model on an NVIDIA GPU: TensorRT where it is wanted and there, else CUDA.</summary>
internal static class CudaExecution
{
    private const string RuntimePrefix = "libcudart.so";

    /// <summary>Loads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How.</param>
    /// <param name="tensorRtRefusal">Why TensorRT is not used although it was wanted; else null.</param>
    /// <exception cref="ExecutionProviderException">CUDA cannot be had; the message says what is missing.</exception>
    public static IModelExecution Create(YoloV8Model model, DetectorOptions options, out string? tensorRtRefusal)
    {
        ProviderLibrary cuda = ProviderLibrary.Cuda;
        Require(DetectorFactory.Cuda, cuda);
        tensorRtRefusal = null;
        try
        {
            if (options.Cuda.UsesTensorRt)
            {
                if (ProviderLibrary.TensorRt.Missing() is not { Count: > 0 } missing)
                    return Load(model, options, cuda, DetectorFactory.TensorRt);
                tensorRtRefusal = $"{DetectorFactory.TensorRt} cannot be used, CUDA is: {string.Join("; ", missing)}";
            }

            return Load(model, options, cuda, DetectorFactory.Cuda);
        }
        catch (Exception e) when (e is OnnxRuntimeException or DeviceException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new ExecutionProviderException(DetectorFactory.Cuda, e.Message, e);
        }
    }

    /// <summary>Refuses a provider that lacks a library, before ONNX Runtime tries and fails at the first of them.</summary>
    /// <exception cref="ExecutionProviderException">The message names every missing library.</exception>
    public static void Require(string provider, ProviderLibrary library)
    {
        IReadOnlyList<string> missing = library.Missing();
        if (missing.Count > 0)
            throw new ExecutionProviderException(provider, string.Join("; ", missing));
    }

    private static DeviceExecution Load(YoloV8Model model, DetectorOptions options, ProviderLibrary library, string provider)
    {
        bool usesTensorRt = provider == DetectorFactory.TensorRt;
        // TensorRT chooses precision layer by layer from a float graph.
        PreparedGraph graph = model.ForDevice(options.Cuda.IsHalf && !usesTensorRt, options.Cuda.UploadsBytes);
        using SessionOptions session = DetectorFactory.SessionOptionsFor(options);
        if (usesTensorRt)
            CudaSession.AddTensorRt(session, options.Cuda, graph.InputName);
        CudaSession.AddCuda(session, options.Cuda);
        var device = new CudaMemory(library.Needed().First(name => name.StartsWith(RuntimePrefix, StringComparison.Ordinal)), options.Cuda.Device);
        try
        {
            return new DeviceExecution(
                model.Head, graph, new InferenceSession(graph.File, session), device, provider, PreparedGraph.NameOf(options.Cuda.IsHalf),
                options.Cuda.CapturesGraphs && !usesTensorRt);
        }
        catch (OnnxRuntimeException)
        {
            device.Dispose();
            throw;
        }
    }
}
