using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>How a stream was created: what its camera is asked for, and its model.</summary>
/// <param name="Quality">Picture size.</param>
/// <param name="Fps">Frames a second: 15, 24 or 30.</param>
/// <param name="JpegQuality">The camera's JPEG quality, 50 to 95.</param>
/// <param name="Model">Name of a loaded model.</param>
internal sealed record StreamSettings(StreamQuality Quality, int Fps, int JpegQuality, string Model)
{
    /// <summary>Whether it is recorded while its camera is there.</summary>
    public bool Recording { get; init; }

    /// <summary>The frame rates there are.</summary>
    public static readonly int[] FrameRates = [15, 24, 30];

    /// <summary>Bounds of the JPEG quality: below, artefacts disturb the detector; above, bytes double for nothing visible.</summary>
    public const int LowestJpegQuality = 50, HighestJpegQuality = 95;

    /// <summary>Longest side in pixels of a 16:9 picture of that many rows.</summary>
    public int LongSidePx => Quality switch
    {
        StreamQuality.Low => 568,
        StreamQuality.Medium => 854,
        _ => 1280,
    };

    /// <summary>A controller that starts at these settings and never asks for more; under pressure it still asks for less.</summary>
    /// <param name="server">The server's own.</param>
    public ControllerOptions Controller(ControllerOptions server) => server with
    {
        StartFps = Fps,
        MaxFps = Fps,
        MinFps = Math.Min(server.MinFps, Fps),
        RaiseFpsAboveStart = false,
        StartJpegQuality = JpegQuality / 100.0,
        MinJpegQuality = Math.Min(server.MinJpegQuality, JpegQuality / 100.0),
        StartLongSidePx = LongSidePx,
        MinLongSidePx = Math.Min(server.MinLongSidePx, LongSidePx),
    };
}
