namespace RealtimeDetect.Load;

/// <summary>One tracking mode's frame rates, all cameras together: medians of the rounds.</summary>
/// <param name="Mode"><c>Tracking:Mode</c>.</param>
/// <param name="ViewerFps">Frames a second that viewers got.</param>
/// <param name="DetectedFps">Frames a second that were detected.</param>
/// <param name="ViewerFpsToOff">Median over the rounds of the first relative to <c>Off</c> in the same round.</param>
/// <param name="DetectedFpsToOff">Likewise of the second.</param>
internal sealed record CarryModeResult(string Mode, double ViewerFps, double DetectedFps, double ViewerFpsToOff, double DetectedFpsToOff);
