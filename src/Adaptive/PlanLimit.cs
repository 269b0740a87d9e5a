namespace RealtimeDetect.Adaptive;

/// <summary>What stands in the way of an operating point.</summary>
internal enum PlanLimit
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The camera's link.</summary>
    Uplink,

    /// <summary>The machine, or this stream's part of it.</summary>
    Machine,

    /// <summary>The viewers' links.</summary>
    Downlink,
}
