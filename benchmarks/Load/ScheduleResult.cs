namespace RealtimeDetect.Load;

/// <summary>The two ways to share the cores, and the server's own choice, side by side.</summary>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="Model">The model.</param>
/// <param name="OneCamera">One camera of 20 frames a second: processing time by schedule.</param>
/// <param name="FourCamerasFps">Four cameras, each as fast as acks come: frames processed a second, all together, by schedule.</param>
/// <param name="OneFullCameraFps">One camera, as fast as acks come: frames processed a second by schedule.</param>
/// <param name="DelayRatio">Median processing time of one camera with <c>Throughput</c> over that with <c>Delay</c>.</param>
/// <param name="ThroughputRatio">Frames a second of four cameras with <c>Throughput</c> over those with <c>Delay</c>.</param>
/// <param name="MemoryMb">The server's memory after the runs, by schedule.</param>
/// <param name="IdleCpuPercent">Processor time of the idle server, in per cent of one core, by schedule.</param>
internal sealed record ScheduleResult(
    int InferenceSize, string Model, IReadOnlyDictionary<string, Percentiles> OneCamera, IReadOnlyDictionary<string, double> FourCamerasFps,
    IReadOnlyDictionary<string, double> OneFullCameraFps, double DelayRatio, double ThroughputRatio,
    IReadOnlyDictionary<string, double> MemoryMb, IReadOnlyDictionary<string, double> IdleCpuPercent);
