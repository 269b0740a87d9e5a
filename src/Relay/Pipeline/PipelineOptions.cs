using System.ComponentModel.DataAnnotations;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How frames are processed.</summary>
internal sealed class PipelineOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Pipeline";

    /// <summary>
    /// What several cores are used for on a CPU: <c>Delay</c> gives all to one frame at a time, <c>Throughput</c> one frame to each.
    /// Default <c>Auto</c>: least delay while it keeps up with the cameras, else most frames; it holds both sets of sessions.
    /// </summary>
    public SchedulePreference Schedule { get; set; } = SchedulePreference.Auto;

    /// <summary>
    /// Most frames processed at a time, each on a thread of its own. Default 0: on a CPU one per core up to 16; on a GPU one per
    /// core and two batches more, up to 64.
    /// </summary>
    [Range(0, 64)]
    public int Lanes { get; set; }

    /// <summary>Threads of one inference on the CPU where all lanes work. Default 0: the cores divided by the lanes. 1 gives most frames a second.</summary>
    [Range(0, 64)]
    public int ThreadsPerLane { get; set; }

    /// <summary>
    /// Most frames sent through the whole path before the server says ready; it says so once the compiler is at rest. Default 600:
    /// it takes 100 to 300. 0 leaves it out.
    /// </summary>
    [Range(0, 10_000)]
    public int WarmUpFrames { get; set; } = 600;

    /// <summary>
    /// How JPEGs are read and written. Default <c>Splice</c>: only what boxes and labels touch is coded anew, and the rest keeps the
    /// camera's bits and quality. <c>Turbo</c> decodes and encodes every frame whole, at <see cref="JpegQuality"/>.
    /// </summary>
    public FrameCodecKind Codec { get; set; } = FrameCodecKind.Splice;

    /// <summary>
    /// Quality of a published JPEG that was coded anew as a whole, 1 to 100 on libjpeg's scale. Default 80: no visible loss on camera
    /// pictures. Frames that the splice codec takes keep the camera's.
    /// </summary>
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
