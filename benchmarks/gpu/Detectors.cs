using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;

namespace RealtimeDetect.Gpu;

/// <summary>Makes a detector for a way.</summary>
internal static class Detectors
{
    /// <summary>Makes a detector.</summary>
    /// <exception cref="ExecutionProviderException">The way cannot be gone on this machine.</exception>
    public static IBatchDetector Create(YoloV8Model model, Way way, int device)
    {
        var options = new DetectorOptions
        {
            Execution = way.IsOnGpu ? ExecutionPreference.RequireCuda : ExecutionPreference.Cpu,
            IntraOpThreads = Environment.ProcessorCount,
            AllowSpinning = !way.IsOnGpu,
            Cuda = way.Cuda with { Device = device, IsHalf = way.IsHalf },
            // Figures of the CPU must not stand in a GPU's column.
            OnDeviceLost = reason => throw new InvalidOperationException(reason),
        };
        if (!way.IsOnGpu && way.IsHalf)
            return HalfOnCpu(model, options);
        CreatedDetector created = DetectorFactory.Create(model, options);
        if (created.FallbackReason is not { } refusal)
            return created.Detector;
        created.Detector.Dispose();
        throw new ExecutionProviderException(DetectorFactory.TensorRt, refusal);
    }

    private static YoloV8Detector HalfOnCpu(YoloV8Model model, DetectorOptions options)
    {
        PreparedGraph graph = model.ForDevice(isHalf: true, takesBytes: false);
        using SessionOptions session = DetectorFactory.SessionOptionsFor(options);
        return new YoloV8Detector(model, new HostExecution(model.Head, graph, new InferenceSession(graph.File, session)), options);
    }
}
