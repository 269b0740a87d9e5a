using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Gpu;

/// <summary>A way to run the network; a column of the table.</summary>
/// <param name="Name">The column's head.</param>
/// <param name="IsOnGpu">Whether it needs a GPU.</param>
/// <param name="IsHalf">Whether it computes in FP16.</param>
internal sealed record Way(string Name, bool IsOnGpu, bool IsHalf)
{
    /// <summary>The reference of every comparison.</summary>
    public static Way Cpu { get; } = new("CPU fp32", false, false);

    /// <summary>The GPU's graph on the CPU: equality only, since the CPU has no FP16 arithmetic.</summary>
    public static Way CpuHalf { get; } = new("CPU fp16", false, true);

    /// <summary>What the product uses on a GPU.</summary>
    public static Way CudaHalf { get; } = new("CUDA fp16", true, true);

    /// <summary>All columns.</summary>
    public static IReadOnlyList<Way> All { get; } =
    [
        Cpu, CpuHalf, new Way("CUDA fp32", true, false), CudaHalf,
        new Way("fp16 bytes", true, true) { Cuda = new CudaOptions { UploadsBytes = true } },
        new Way("fp16 graphs", true, true) { Cuda = new CudaOptions { CapturesGraphs = true } },
        new Way("fp16 ch.last", true, true) { Cuda = new CudaOptions { PrefersChannelsLast = true } },
        new Way("TensorRT fp16", true, true) { Cuda = new CudaOptions { UsesTensorRt = true } },
    ];

    /// <summary>How the GPU is used.</summary>
    public CudaOptions Cuda { get; private init; } = new();
}
