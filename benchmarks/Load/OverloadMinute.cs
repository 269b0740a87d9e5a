namespace RealtimeDetect.Load;

/// <summary>A minute of an overload.</summary>
/// <param name="SeenFps">Frames a second at all viewers that read.</param>
/// <param name="Age">Their age, milliseconds.</param>
/// <param name="ProcessingP50">The server's median time for a frame, milliseconds.</param>
/// <param name="CoreMs">What the server's core needed for the same arithmetic each time, milliseconds of processor time: its speed in that minute.</param>
/// <param name="AgeP99AtFirstSpeed">The age's 99th percentile, milliseconds, at the speed that the core had in the first minute.</param>
internal sealed record OverloadMinute(double SeenFps, Percentiles Age, double ProcessingP50, double CoreMs, double AgeP99AtFirstSpeed);
