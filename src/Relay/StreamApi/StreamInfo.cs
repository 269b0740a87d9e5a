using RealtimeDetect.Relay.Stats;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>One stream as the front page and the stream API list it.</summary>
/// <param name="StreamId">What names it; the token.</param>
/// <param name="Status"><c>live</c> with a camera, else <c>waiting</c>, or <c>stopped</c> where no camera is let in.</param>
/// <param name="Settings">How it was created; null for one that a camera or viewer opened.</param>
/// <param name="CreatedAt">When it was created, Unix milliseconds; null likewise.</param>
/// <param name="Token">What names it.</param>
/// <param name="CameraConnected">Whether a camera is connected.</param>
/// <param name="ViewerCount">Viewers watching now.</param>
/// <param name="Width">Width of the last frame in pixels; 0 before the first.</param>
/// <param name="Height">Height likewise.</param>
/// <param name="Fps">Frames published a second, over the last 2 s.</param>
/// <param name="Model">Its model's name.</param>
/// <param name="CameraUrl">Path of its camera page.</param>
/// <param name="ViewerUrl">Path of its viewer page.</param>
/// <param name="StreamSocket">Path of the stream API's camera socket.</param>
/// <param name="ViewerSocket">Path of the stream API's viewer socket.</param>
/// <param name="BytesPerSecond">Bytes in and out.</param>
internal sealed record StreamInfo(
    string StreamId, string Status, StreamSettingsInfo? Settings, long? CreatedAt, string Token, bool CameraConnected, int ViewerCount,
    int Width, int Height, double Fps, string Model, string CameraUrl, string ViewerUrl, string StreamSocket, string ViewerSocket,
    TrafficStats BytesPerSecond);
