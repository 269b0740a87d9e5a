namespace RealtimeDetect.Load;

/// <summary>How the first frames after readiness compare with later ones.</summary>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="Build">Which build of the server.</param>
/// <param name="ReadyAfterS">Seconds from the process's start to readiness.</param>
/// <param name="FirstMs">Age of the very first frame at the viewer.</param>
/// <param name="First10P50Ms">Median age of the first 10 frames.</param>
/// <param name="First100">Ages of the first 100 frames.</param>
/// <param name="Later">Ages of frames 900 to 999.</param>
/// <param name="FirstProcessingMs">The server's own time for the very first frame.</param>
/// <param name="First100Processing">The same of the first 100 frames.</param>
/// <param name="LaterProcessing">The same of frames 900 to 999.</param>
/// <param name="CompiledInFirst100">Methods that the server compiled, for the first time or anew, in the first 100 frames and the connecting before.</param>
/// <param name="CompiledAfter">The same in frames 100 to 999.</param>
/// <param name="First100Ratio">Median age of the first 100 frames over that of frames 900 to 999.</param>
/// <param name="FirstRatio">Age of the first frame over the median of frames 900 to 999.</param>
internal sealed record FirstFramesResult(
    int InferenceSize, string Build, double ReadyAfterS, double FirstMs, double First10P50Ms, Percentiles First100, Percentiles Later,
    double FirstProcessingMs, Percentiles First100Processing, Percentiles LaterProcessing, long CompiledInFirst100,
    long CompiledAfter, double First100Ratio, double FirstRatio);
