namespace RealtimeDetect.Load;

/// <summary>What a load of cameras and viewers came to.</summary>
/// <param name="Cameras">Number of cameras.</param>
/// <param name="Viewers">Viewers in all.</param>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="ProcessedFps">Frames processed a second, all cameras together.</param>
/// <param name="FpsPerViewer">Frames a second at a viewer, on average.</param>
/// <param name="Processing">Processing time of the frames that viewers got.</param>
/// <param name="Age">Their age at the viewer.</param>
/// <param name="NotProcessed">Frames sent and not processed: dropped, or still under way.</param>
/// <param name="CpuMsPerFrame">The server's processor time for a processed frame.</param>
/// <param name="MemoryBeforeMb">The server's memory at the start of the measurement.</param>
/// <param name="MemoryAfterMb">The same at its end.</param>
internal sealed record LoadResult(
    int Cameras, int Viewers, int InferenceSize, double ProcessedFps, double FpsPerViewer, Percentiles Processing, Percentiles Age,
    long NotProcessed, double CpuMsPerFrame, double MemoryBeforeMb, double MemoryAfterMb);
