namespace RealtimeDetect.Load;

/// <summary>What a camera that ignores acks came to.</summary>
/// <param name="SentFps">Frames a second that it sent.</param>
/// <param name="SeenFps">Frames a second at the viewer.</param>
/// <param name="AgeFirst10S">Age at the viewer in the first 10 s.</param>
/// <param name="AgeLast10S">The same in the last 10 s.</param>
/// <param name="OldestMs">Age of the oldest frame of all.</param>
/// <param name="MemoryBeforeMb">The server's memory at the start.</param>
/// <param name="MemoryAfterMb">The same at the end.</param>
internal sealed record FloodResult(
    double SentFps, double SeenFps, Percentiles AgeFirst10S, Percentiles AgeLast10S, double OldestMs, double MemoryBeforeMb, double MemoryAfterMb);
