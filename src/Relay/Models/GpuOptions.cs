using System.ComponentModel.DataAnnotations;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.Models;

/// <summary>How an NVIDIA GPU is used, where inference runs on one.</summary>
internal sealed class GpuOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Gpu";

    /// <summary>Whether the network computes in FP16. Default true: half the work, and boxes as in benchmarks/results.</summary>
    public bool Half { get; set; } = true;

    /// <summary>Most megabytes (1e6 bytes) of ONNX Runtime's memory on the device, for each model. Default 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int MemoryLimitMb { get; set; }

    /// <summary>Whether pictures go to the device as bytes, a quarter of the transfer, rounded to whole levels. Default false.</summary>
    public bool ByteUpload { get; set; }

    /// <summary>Whether each size and batch is captured as a CUDA graph, which saves launches. Default false.</summary>
    public bool CudaGraphs { get; set; }

    /// <summary>Whether convolutions use the channels-last layout. Default false.</summary>
    public bool ChannelsLast { get; set; }

    /// <summary>Whether TensorRT is used where its libraries are there, else CUDA with a warning. Default false: its first start takes minutes.</summary>
    public bool TensorRt { get; set; }

    /// <summary>Folder that keeps TensorRT's engines between starts. Default none.</summary>
    public string? TensorRtCache { get; set; }

    /// <summary>The same for a detector.</summary>
    /// <param name="device">CUDA device number.</param>
    public CudaOptions ForDevice(int device) => new()
    {
        Device = device,
        IsHalf = Half,
        MemoryLimitBytes = MemoryLimitMb * 1_000_000L,
        UploadsBytes = ByteUpload,
        CapturesGraphs = CudaGraphs,
        PrefersChannelsLast = ChannelsLast,
        UsesTensorRt = TensorRt,
        TensorRtCache = TensorRtCache,
    };
}
