namespace RealtimeDetect.Load;

/// <summary>What the server allocated for a camera and its viewer in steady state.</summary>
/// <param name="Seconds">Length of the measurement.</param>
/// <param name="Frames">Frames processed in it.</param>
/// <param name="BytesPerFrame">Managed bytes allocated by the whole server for each.</param>
/// <param name="Gen0">Collections of generation 0 and above.</param>
/// <param name="Gen1">Of generation 1 and above.</param>
/// <param name="Gen2">Of generation 2.</param>
/// <param name="MemoryBeforeMb">The server's memory at the start.</param>
/// <param name="MemoryAfterMb">The same at the end.</param>
internal sealed record AllocationResult(
    int Seconds, long Frames, double BytesPerFrame, int Gen0, int Gen1, int Gen2, double MemoryBeforeMb, double MemoryAfterMb);
