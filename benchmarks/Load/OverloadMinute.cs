namespace RealtimeDetect.Load;

/// <summary>A minute of an overload.</summary>
/// <param name="SeenFps">Frames a second at all viewers that read.</param>
/// <param name="Age">Their age, milliseconds.</param>
/// <param name="ProcessingP50">The server's median time for a frame, milliseconds: what the machine did that minute.</param>
/// <param name="P99InProcessing">
/// The age's 99th percentile in units of that time: the machine is shared and its speed drifts, which moves both.
/// </param>
internal sealed record OverloadMinute(double SeenFps, Percentiles Age, double ProcessingP50, double P99InProcessing);
