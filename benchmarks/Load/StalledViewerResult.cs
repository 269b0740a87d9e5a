namespace RealtimeDetect.Load;

/// <summary>What a viewer that stopped reading for 15 s cost.</summary>
/// <param name="FpsBefore">Frames a second at each other viewer before.</param>
/// <param name="FpsDuring">The same during the stall.</param>
/// <param name="AgeBefore">Their frames' age before.</param>
/// <param name="AgeDuring">The same during the stall.</param>
/// <param name="FirstFreshAfterS">Seconds after reading on until its first fresh frame (twice the others' p99 at most); null if none came.</param>
/// <param name="LastOldAfterS">Seconds after reading on until its last frame that was older; 0 if none was.</param>
/// <param name="MemoryBeforeMb">The server's memory before the stall.</param>
/// <param name="MemoryDuringMb">The same at the stall's end.</param>
internal sealed record StalledViewerResult(
    double FpsBefore, double FpsDuring, Percentiles AgeBefore, Percentiles AgeDuring, double? FirstFreshAfterS, double LastOldAfterS,
    double MemoryBeforeMb, double MemoryDuringMb);
