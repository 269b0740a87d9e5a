namespace RealtimeDetect.Relay.Recording;

/// <summary>A stream's recording in its statistics.</summary>
/// <param name="State"><c>recording</c>; <c>waiting</c> for the camera or for a class; <c>buffering</c> where only the last seconds are held; <c>off</c>.</param>
/// <param name="Mode"><c>off</c>, <c>on_demand</c>, <c>always</c> or <c>class</c>.</param>
/// <param name="Since">When the recording at work began, Unix milliseconds; null if there is none.</param>
/// <param name="FileBytes">Bytes it has written.</param>
/// <param name="Dropped">Frames it left out since the disk was too slow.</param>
/// <param name="Alarm">Why recording has stopped by itself, for a person; null if it has not.</param>
/// <param name="Reason">Why it cannot be recorded besides; null if it can.</param>
internal sealed record RecordingStats(string State, string Mode, long? Since, long FileBytes, long Dropped, string? Alarm, string? Reason);
