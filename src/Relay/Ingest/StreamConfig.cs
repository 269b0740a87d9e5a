namespace RealtimeDetect.Relay.Ingest;

/// <summary>What the server asks of a camera: the <c>stream_config</c> message.</summary>
/// <param name="TargetFps">Frames a second, 5 to 60.</param>
/// <param name="JpegQuality">0 to 1, as a browser's encoder takes it.</param>
/// <param name="MaxLongSidePx">Longest side of the frames, in pixels.</param>
/// <param name="Window">Most frames that may be unacked.</param>
/// <param name="ViewerCount">Viewers watching now.</param>
internal readonly record struct StreamConfig(int TargetFps, double JpegQuality, int MaxLongSidePx, int Window, int ViewerCount);
