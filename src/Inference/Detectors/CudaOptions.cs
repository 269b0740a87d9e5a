namespace RealtimeDetect.Inference.Detectors;

/// <summary>How detectors use an NVIDIA GPU.</summary>
public sealed record CudaOptions
{
    /// <summary>CUDA device, from 0.</summary>
    public int Device { get; init; }

    /// <summary>Whether the network computes in FP16; the CPU always computes in FP32, which is faster there.</summary>
    public bool IsHalf { get; init; } = true;

    /// <summary>Most bytes of ONNX Runtime's arena on the device, for each detector. Default 0: no limit.</summary>
    public long MemoryLimitBytes { get; init; }

    /// <summary>
    /// Whether pictures are uploaded as bytes and scaled by the graph: a quarter of the transfer, one pass over the input more
    /// on the CPU, and the input rounded to whole levels. Default off.
    /// </summary>
    public bool UploadsBytes { get; init; }

    /// <summary>Whether each size and number of pictures is captured as a CUDA graph: fewer launches, some memory for each. Default off.</summary>
    public bool CapturesGraphs { get; init; }

    /// <summary>Whether convolutions use the channels-last layout, which tensor cores prefer. Default off.</summary>
    public bool PrefersChannelsLast { get; init; }

    /// <summary>Whether TensorRT is used where its libraries are there; building its engines takes minutes. Default off.</summary>
    public bool UsesTensorRt { get; init; }

    /// <summary>Folder that keeps TensorRT's engines; null for none, which builds them at each start.</summary>
    public string? TensorRtCache { get; init; }
}
