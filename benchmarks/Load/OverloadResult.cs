namespace RealtimeDetect.Load;

/// <summary>What a long overload came to.</summary>
/// <param name="Minutes">Length, minutes.</param>
/// <param name="Cameras">Number of cameras.</param>
/// <param name="SentFps">Frames a second that all of them sent.</param>
/// <param name="SeenFps">Frames a second at all viewers that read, one of each camera.</param>
/// <param name="Processing">The server's time for a frame, milliseconds.</param>
/// <param name="ByMinute">What those viewers saw in each minute.</param>
/// <param name="OldestMs">Age of the oldest frame of all.</param>
/// <param name="MemoryByMinuteMb">The server's memory in each minute, mean.</param>
/// <param name="MemoryMaxMb">The most that it ever was.</param>
internal sealed record OverloadResult(
    double Minutes, int Cameras, double SentFps, double SeenFps, Percentiles Processing, IReadOnlyList<OverloadMinute> ByMinute,
    double OldestMs, IReadOnlyList<double> MemoryByMinuteMb, double MemoryMaxMb);
