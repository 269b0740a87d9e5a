namespace RealtimeDetect.Adaptive.Tests;

/// <summary>A viewer behind a link of limited width, painting at most so many frames a second.</summary>
internal sealed class SimulatedViewer(long id, double baseLatencyMs)
{
    // Bytes of a 1280 px frame at quality 0.8.
    private const double FullFrameBytes = 120_000;

    private double _paintedFps;
    private double _lag;

    /// <summary>Bytes per second that its link carries.</summary>
    public double BytesPerSecond { get; set; } = double.PositiveInfinity;

    /// <summary>Frames per second that its device can paint.</summary>
    public double MaxPaintFps { get; set; } = 60;

    /// <summary>Share (0 to 1) of its frames lost on the way in this step.</summary>
    public double Loss { get; set; }

    /// <summary>Moves half a second on and reports; the report shows a mean of the last seconds.</summary>
    public ViewerSample Step(OperatingPoint point, double publishedFps, double processingMs, Random random)
    {
        double side = point.MaxLongSidePx / 1280.0;
        double frameBytes = FullFrameBytes * side * side * Math.Pow(point.JpegQuality / 0.8, 1.3);
        double possible = Math.Min(MaxPaintFps, BytesPerSecond / frameBytes);
        double painted = Math.Min(publishedFps, possible) * (1 - Loss) * (1 + (0.04 * (random.NextDouble() - 0.5)));
        _paintedFps += (painted - _paintedFps) * 0.5;
        _lag += ((possible < publishedFps ? 400 : 0) - _lag) * 0.3;
        double latencyMs = baseLatencyMs + processingMs + _lag + (random.NextDouble() * 30);
        return new ViewerSample(_paintedFps, latencyMs, _lag > 200 ? 3 : 0) { ViewerId = id };
    }
}
