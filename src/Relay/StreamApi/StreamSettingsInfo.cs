namespace RealtimeDetect.Relay.StreamApi;

/// <summary>A created stream's settings as clients see them.</summary>
/// <param name="Quality"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="Fps">Frames a second asked of the camera.</param>
/// <param name="JpegQuality">JPEG quality asked of the camera, 50 to 95.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Recording">Whether it is recorded.</param>
internal sealed record StreamSettingsInfo(string Quality, int Fps, int JpegQuality, string Model, bool Recording);
