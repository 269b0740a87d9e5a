namespace RealtimeDetect.Relay.Pipeline;

/// <summary>How lanes share the machine at the moment.</summary>
internal enum LaneMode
{
    /// <summary>All lanes work, each with a detector of few threads.</summary>
    Throughput,

    /// <summary>One lane works at a time, with the detector that has all threads.</summary>
    Delay,
}
