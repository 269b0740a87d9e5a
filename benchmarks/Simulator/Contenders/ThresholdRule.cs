using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>The plain rule: above 200 ms of mean latency lower rate and quality, below 100 ms raise them, once a second.</summary>
internal sealed class ThresholdRule : IContender
{
    private const double HighMs = 200;
    private const double LowMs = 100;
    private const int FpsStep = 5;
    private const double QualityStep = 0.1;

    private static readonly ControllerOptions Ranges = new();
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly OperatingPoint[] _points;
    private TimeSpan _lastStep;

    /// <summary>A rule for so many streams.</summary>
    public ThresholdRule(int streams) => _points = [.. Enumerable.Repeat(PlannerContender.DefaultStart, streams)];

    private StreamSetting[] Settings => [.. _points.Select(point => new StreamSetting(point))];

    /// <inheritdoc/>
    public OperatingPoint Start(int stream) => _points[stream];

    /// <inheritdoc/>
    public IReadOnlyList<StreamSetting> Decide(IReadOnlyList<ControlSample> samples)
    {
        if (samples[0].Time - _lastStep < Pace)
            return Settings;
        _lastStep = samples[0].Time;
        for (int i = 0; i < _points.Length; i++)
        {
            double[] latencies = [.. samples[i].Viewers.Select(viewer => viewer.LatencyMs).Where(ms => !double.IsNaN(ms))];
            if (latencies.Length > 0)
                _points[i] = Move(_points[i], latencies.Average());
        }

        return Settings;
    }

    private static OperatingPoint Move(OperatingPoint point, double latencyMs)
    {
        int direction = latencyMs > HighMs ? -1 : latencyMs < LowMs ? 1 : 0;
        return point with
        {
            TargetFps = Math.Clamp(point.TargetFps + (direction * FpsStep), Ranges.MinFps, Ranges.StartFps),
            JpegQuality = Math.Round(
                Math.Clamp(point.JpegQuality + (direction * QualityStep), Ranges.MinJpegQuality, Ranges.StartJpegQuality), 2),
        };
    }
}
