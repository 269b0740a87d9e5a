namespace RealtimeDetect.Relay.Pipeline;

/// <summary>What the CPU is used for when frames could share it in two ways.</summary>
internal enum SchedulePreference
{
    /// <summary>Least delay while that keeps up with the cameras, else most frames a second.</summary>
    Auto,

    /// <summary>One frame at a time with all threads.</summary>
    Delay,

    /// <summary>Several frames at a time with few threads each.</summary>
    Throughput,
}
