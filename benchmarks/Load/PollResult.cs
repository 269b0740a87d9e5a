namespace RealtimeDetect.Load;

/// <summary>How many readings of the statistics did not add up.</summary>
/// <param name="Polls">Readings.</param>
/// <param name="Wrong">Those that did not add up.</param>
/// <param name="Received">Frames received at the last one.</param>
internal sealed record PollResult(int Polls, int Wrong, long Received);
