namespace RealtimeDetect.Load;

/// <summary>What a slow camera beside a fast one came to.</summary>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="FastFps">Frames a second of the fast camera that were processed.</param>
/// <param name="SlowSent">Frames that the slow camera sent.</param>
/// <param name="SlowProcessed">Of these, processed.</param>
/// <param name="SlowSeen">Of these, at its viewer.</param>
/// <param name="SlowAge">Age of the slow camera's frames at its viewer.</param>
/// <param name="SlowAgeAlone">The same before the fast camera came.</param>
internal sealed record FairnessResult(
    int InferenceSize, double FastFps, long SlowSent, long SlowProcessed, int SlowSeen, Percentiles SlowAge, Percentiles SlowAgeAlone);
