using RealtimeDetect.Relay.Pipeline.Batching;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How many frames are processed at a time, and with how many threads each.</summary>
/// <param name="Lanes">Most frames at a time.</param>
/// <param name="ThreadsPerLane">ONNX Runtime's threads for one inference on the CPU where all lanes work.</param>
/// <param name="DelayThreads">The same where one lane works at a time; 0 where all lanes always work.</param>
/// <param name="MaxBatch">Most frames of one run where lanes share runs; 0 where each runs its own.</param>
internal sealed record LanePlan(int Lanes, int ThreadsPerLane, int DelayThreads = 0, int MaxBatch = 0)
{
    /// <summary>What a session holds, in sizes of its model: weights, their copy in the layout of the CPU, and layers' results (yolov8n: 60 MB).</summary>
    private const int ModelsPerSession = 5;

    /// <summary>Share of the memory that sessions may have: codecs, frames and sockets need some too.</summary>
    private const double SessionShare = 0.5;

    /// <summary>Most lanes beside a GPU that takes one frame at a time: their codecs feed one device.</summary>
    private const int MaxGpuLanes = 8;

    /// <summary>Most lanes by default on a CPU: each holds a copy of the model.</summary>
    private const int MaxCpuLanes = 16;

    /// <summary>Most threads by default for one frame: a small network's layers do not split further.</summary>
    private const int MaxDelayThreads = 8;

    /// <summary>Most lanes by default where they share runs: each holds a codec's buffers.</summary>
    private const int MaxBatchLanes = 64;

    /// <summary>Frames of one stream in lanes that share runs: what a window of four frames needs. What a camera sends beyond replaces what waits.</summary>
    private const int MaxStreamFrames = 5;

    /// <summary>
    /// Frames of one stream between taking and publishing: one more than there are lanes, so that a lane need not idle while an
    /// older frame of the same stream is still in another; fewer where a stream cannot use all lanes.
    /// </summary>
    public int MaxInFlight => MaxBatch > 0 ? Math.Min(Lanes + 1, MaxStreamFrames) : Lanes + 1;

    /// <summary>Fills in what the options leave open.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="inference">Whether and how frames share runs.</param>
    /// <param name="onGpu">Whether inference runs on a GPU.</param>
    /// <param name="cores">Logical processors.</param>
    public static LanePlan For(PipelineOptions options, InferenceOptions inference, bool onGpu, int cores)
    {
        if (inference.Batching == BatchPreference.Always || (inference.Batching == BatchPreference.Auto && onGpu))
            return ForBatches(options, inference.MaxBatch, cores);
        return onGpu
            ? new LanePlan(options.Lanes > 0 ? options.Lanes : Math.Clamp(cores, 1, MaxGpuLanes), 1)
            : ForCpu(options, cores);
    }

    /// <summary>Leaves out the second set of sessions where memory is short.</summary>
    /// <param name="modelBytes">Size of all models.</param>
    /// <param name="memoryBytes">Memory that the process may use.</param>
    public LanePlan Within(long modelBytes, long memoryBytes) =>
        DelayThreads > 0 && (Lanes + 1L) * ModelsPerSession * modelBytes > SessionShare * memoryBytes ? this with { DelayThreads = 0 } : this;

    // One batch runs, one is filled, and the cores decode and encode meanwhile.
    private static LanePlan ForBatches(PipelineOptions options, int maxBatch, int cores) => new(
        options.Lanes > 0 ? options.Lanes : Math.Min(cores + (2 * maxBatch), MaxBatchLanes),
        options.ThreadsPerLane > 0 ? options.ThreadsPerLane : Math.Min(cores, MaxDelayThreads), 0, maxBatch);

    private static LanePlan ForCpu(PipelineOptions options, int cores)
    {
        int delayThreads = Math.Min(cores, MaxDelayThreads);
        if (options.Schedule == SchedulePreference.Delay)
            return new LanePlan(1, options.ThreadsPerLane > 0 ? options.ThreadsPerLane : delayThreads);
        int lanes = options.Lanes > 0 ? options.Lanes : Math.Clamp(cores, 1, MaxCpuLanes);
        int threads = options.ThreadsPerLane > 0 ? options.ThreadsPerLane : Math.Max(1, cores / lanes);
        bool hasChoice = options.Schedule == SchedulePreference.Auto && lanes > 1 && delayThreads > threads;
        return new LanePlan(lanes, threads, hasChoice ? delayThreads : 0);
    }
}
