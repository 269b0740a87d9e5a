using System.ComponentModel.DataAnnotations;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How frames are processed.</summary>
internal sealed class PipelineOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Pipeline";

    /// <summary>
    /// Frames processed at a time, each on a thread of its own. Default 0: on a CPU one per two cores, at least one per core
    /// up to 2 cores; on a GPU one per core up to 8, since the GPU does the inference.
    /// </summary>
    [Range(0, 64)]
    public int Lanes { get; set; }

    /// <summary>Threads of one inference on the CPU. Default 0: the cores divided by the lanes. 1 gives most frames a second.</summary>
    [Range(0, 64)]
    public int ThreadsPerLane { get; set; }

    /// <summary>Quality of the published JPEG, 1 to 100 on libjpeg's scale. Default 80: no visible loss on camera pictures.</summary>
    [Range(1, 100)]
    public int JpegQuality { get; set; } = 80;

    /// <summary>
    /// Where inference runs: <c>PreferCuda</c>, the GPU where it can be had, else the CPU with one warning that names what is missing;
    /// <c>RequireCuda</c>, the GPU or no start; <c>Cpu</c>. Default <c>PreferCuda</c>, without the warning where there is no NVIDIA driver.
    /// </summary>
    public ExecutionPreference? Execution { get; set; }

    /// <summary>CUDA device number. Default 0.</summary>
    [Range(0, 63)]
    public int CudaDevice { get; set; }

    /// <summary>Overlap (IoU) above which the weaker of two boxes of a class is left out, 0 to 1. Default 0.7, as Ultralytics.</summary>
    [Range(0.0, 1.0)]
    public double NmsIou { get; set; } = 0.7;

    /// <summary>Most detections in a frame. Default 300, as Ultralytics.</summary>
    [Range(1, 1000)]
    public int MaxDetections { get; set; } = 300;
}
