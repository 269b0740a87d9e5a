namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How many frames are processed at a time, and with how many threads each.</summary>
/// <param name="Lanes">Frames at a time.</param>
/// <param name="ThreadsPerLane">ONNX Runtime's threads for one inference on the CPU.</param>
internal sealed record LanePlan(int Lanes, int ThreadsPerLane)
{
    /// <summary>Most lanes beside a GPU: their codecs feed one device.</summary>
    private const int MaxGpuLanes = 8;

    /// <summary>Fills in what the options leave open.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="onGpu">Whether inference runs on a GPU.</param>
    /// <param name="cores">Logical processors.</param>
    public static LanePlan For(PipelineOptions options, bool onGpu, int cores)
    {
        int lanes = options.Lanes;
        if (lanes == 0)
            lanes = onGpu ? Math.Clamp(cores, 1, MaxGpuLanes) : Math.Max(Math.Min(cores, 2), cores / 2);
        int threads = options.ThreadsPerLane > 0 ? options.ThreadsPerLane : Math.Max(1, cores / lanes);
        return new LanePlan(lanes, threads);
    }
}
