namespace RealtimeDetect.Adaptive;

/// <summary>How a point's frames are expected to keep the delay objective.</summary>
internal enum Lateness
{
    /// <summary>They keep it, or no other point's would do better.</summary>
    None,

    /// <summary>Some miss it by little.</summary>
    Slight,

    /// <summary>They miss it.</summary>
    Clear,
}
