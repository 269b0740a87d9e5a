namespace RealtimeDetect.Relay.Stats;

/// <summary>One live stream as the front page lists it.</summary>
/// <param name="Token">What names it.</param>
/// <param name="CameraConnected">Whether a camera is connected.</param>
/// <param name="ViewerCount">Viewers watching now.</param>
/// <param name="Width">Width of the last frame in pixels; 0 before the first.</param>
/// <param name="Height">Height likewise.</param>
/// <param name="Fps">Frames published a second, over the last 2 s.</param>
/// <param name="Model">Its model's name.</param>
/// <param name="CameraUrl">Path of its camera page.</param>
/// <param name="ViewerUrl">Path of its viewer page.</param>
internal sealed record StreamSummary(
    string Token, bool CameraConnected, int ViewerCount, int Width, int Height, double Fps, string Model, string CameraUrl, string ViewerUrl);
