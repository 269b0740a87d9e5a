namespace RealtimeDetect.Inference.Detectors;

/// <summary>Which ONNX Runtime execution provider a detector is to run on.</summary>
public enum ExecutionPreference
{
    /// <summary>CUDA where it can be loaded, else the CPU with the reason told.</summary>
    PreferCuda,

    /// <summary>CUDA or an <see cref="ExecutionProviderException"/>.</summary>
    RequireCuda,

    /// <summary>The CPU, without trying anything else.</summary>
    Cpu,
}
