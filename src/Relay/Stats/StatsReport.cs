using RealtimeDetect.Relay.Recording;

namespace RealtimeDetect.Relay.Stats;

/// <summary>The answer of <c>GET /api/camera/{token}/stats</c>.</summary>
/// <param name="CameraConnected">Whether a camera is connected.</param>
/// <param name="ViewerCount">Viewers watching now.</param>
/// <param name="ProcessorStats">What processes the frames, and how.</param>
/// <param name="Frames">Counts over the stream's life.</param>
/// <param name="Fps">Rates over the last 2 s.</param>
/// <param name="LatencyMs">Percentiles over the last 300 frames.</param>
/// <param name="WaterfallMs">Where frames' time goes.</param>
/// <param name="Clocks">What the camera and the viewers told of their clocks.</param>
/// <param name="Controller">What the controller thinks.</param>
/// <param name="BytesPerSecond">Bytes in and out.</param>
/// <param name="Viewers">What each viewer is sent.</param>
/// <param name="Recording">What is recorded.</param>
internal sealed record StatsReport(
    bool CameraConnected, int ViewerCount, ProcessorStats ProcessorStats, FrameStats Frames, FpsStats Fps,
    LatencyStats LatencyMs, WaterfallStats WaterfallMs, ClocksStats Clocks, ControllerStats Controller, TrafficStats BytesPerSecond,
    IReadOnlyList<ViewerTraffic> Viewers, RecordingStats Recording);
