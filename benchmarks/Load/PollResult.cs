namespace RealtimeDetect.Load;

/// <summary>What reading the statistics under load showed; counts of frames are those of the last answer.</summary>
/// <param name="Polls">Answers read.</param>
/// <param name="Wrong">Answers in which received was not processed, dropped, failed and in flight together.</param>
/// <param name="Received">Frames received.</param>
/// <param name="Processed">Frames processed.</param>
/// <param name="Dropped">Frames dropped.</param>
/// <param name="Failed">Frames that failed.</param>
internal sealed record PollResult(int Polls, int Wrong, long Received, long Processed, long Dropped, long Failed);
