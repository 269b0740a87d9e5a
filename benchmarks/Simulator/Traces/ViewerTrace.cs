namespace RealtimeDetect.Simulator.Traces;

/// <summary>One viewer: its link, when it watches, and how fast its device is.</summary>
/// <param name="Downlink">The link from the server; acks return over its delay.</param>
/// <param name="FromSecond">Second in which it comes.</param>
/// <param name="ToSecond">Second in which it leaves.</param>
/// <param name="DecodeMs">Time that its device takes to decode and draw a 1280x720 frame, milliseconds.</param>
internal sealed record ViewerTrace(LinkTrace Downlink, double FromSecond = 0, double ToSecond = double.PositiveInfinity, double DecodeMs = 6);
