namespace RealtimeDetect.Simulator.FramePath;

/// <summary>When a viewer was there.</summary>
/// <param name="ViewerId">Who.</param>
/// <param name="FromSecond">Second in which it came.</param>
/// <param name="ToSecond">Second in which it left.</param>
internal sealed record WatchedTime(long ViewerId, double FromSecond, double ToSecond);
