namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How many frames are processed at a time, and with how many threads each.</summary>
/// <param name="Lanes">Most frames at a time.</param>
/// <param name="ThreadsPerLane">ONNX Runtime's threads for one inference on the CPU where all lanes work.</param>
/// <param name="DelayThreads">The same where one lane works at a time; 0 where all lanes always work.</param>
internal sealed record LanePlan(int Lanes, int ThreadsPerLane, int DelayThreads = 0)
{
    /// <summary>Most lanes beside a GPU that takes one frame at a time: their codecs feed one device.</summary>
    private const int MaxGpuLanes = 8;

    /// <summary>Most lanes by default on a CPU: each holds a copy of the model.</summary>
    private const int MaxCpuLanes = 16;

    /// <summary>Most threads by default for one frame: a small network's layers do not split further.</summary>
    private const int MaxDelayThreads = 8;

    /// <summary>Fills in what the options leave open.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="onGpu">Whether inference runs on a GPU.</param>
    /// <param name="cores">Logical processors.</param>
    public static LanePlan For(PipelineOptions options, bool onGpu, int cores) =>
        onGpu ? new LanePlan(options.Lanes > 0 ? options.Lanes : Math.Clamp(cores, 1, MaxGpuLanes), 1) : ForCpu(options, cores);

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
