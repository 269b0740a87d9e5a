namespace RealtimeDetect.Adaptive;

/// <summary>How a load compares with what it may be.</summary>
internal enum Pressure
{
    /// <summary>Neither too much nor enough room for a step up.</summary>
    Steady,

    /// <summary>Too much: a step down is due.</summary>
    High,

    /// <summary>There is room for a step up.</summary>
    Low,
}
