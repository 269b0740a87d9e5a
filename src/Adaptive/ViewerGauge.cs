using System.Globalization;

namespace RealtimeDetect.Adaptive;

/// <summary>Turns the viewers' reports into one reading: that of the viewer in the middle, the better one where two are.</summary>
/// <remarks>So one viewer decides alone, of two both must be behind, and of ten six.</remarks>
internal sealed class ViewerGauge(ControllerOptions options)
{
    // Frames per second below which a share of them says nothing.
    private const double FewestFps = 1;

    // How long a silent viewer's usual latency is kept.
    private static readonly TimeSpan KeepBaseline = TimeSpan.FromMinutes(1);

    private readonly Dictionary<long, LatencyBaseline> _baselines = [];

    /// <summary>The reading that speaks for all viewers; no strain where none reported.</summary>
    public ViewerReading Read(ControlSample sample)
    {
        ViewerReading[] readings = [.. sample.Viewers.Select(viewer => Read(viewer, sample)).OrderBy(reading => reading.Strain)];
        ForgetSilent(sample.Time);
        if (readings.Length == 0)
            return new ViewerReading(0, "no viewer reports");
        // Of an even number the better of the two in the middle.
        ViewerReading middle = readings[(readings.Length - 1) / 2];
        string of = readings.Length == 1 ? "viewer" : $"median of {readings.Length} viewers";
        return middle with { Cause = $"{of} {middle.Cause}" };
    }

    private ViewerReading Read(ViewerSample viewer, ControlSample sample)
    {
        double expectedFps = Math.Min(sample.PublishedFps, viewer.MaxFps);
        double missingShare = expectedFps >= FewestFps ? Math.Max(0, 1 - (viewer.Fps / expectedFps)) : 0;
        double fpsStrain = missingShare / Math.Max(0.01, 1 - options.ViewerBehindShare);
        double queueStrain = (double)viewer.QueueSize / Math.Max(1, options.QueueLimit);
        (double latencyStrain, double riseMs) = ReadLatency(viewer, sample);
        double worst = Math.Max(fpsStrain, Math.Max(queueStrain, latencyStrain));
        if (worst > fpsStrain && worst == latencyStrain)
            return new ViewerReading(worst, string.Create(CultureInfo.InvariantCulture, $"is {riseMs:0} ms later than usual"));
        if (worst > fpsStrain)
            return new ViewerReading(worst, string.Create(CultureInfo.InvariantCulture, $"has {viewer.QueueSize} frames waiting"));
        return new ViewerReading(worst, string.Create(CultureInfo.InvariantCulture, $"paints {viewer.Fps:0} of {expectedFps:0} fps"));
    }

    // The machine's own share of the latency is left out: the other axis deals with it.
    private (double Strain, double RiseMs) ReadLatency(ViewerSample viewer, ControlSample sample)
    {
        if (viewer.ViewerId == 0 || double.IsNaN(viewer.LatencyMs))
            return (0, 0);
        if (!_baselines.TryGetValue(viewer.ViewerId, out LatencyBaseline? baseline))
            _baselines.Add(viewer.ViewerId, baseline = new LatencyBaseline());
        double latencyMs = viewer.LatencyMs - sample.ProcessingP95.TotalMilliseconds;
        double usualMs = baseline.Add(sample.Time, latencyMs);
        double riseMs = latencyMs - usualMs;
        return (riseMs / Math.Max(1, Math.Max(options.LatencyRiseMs, usualMs)), riseMs);
    }

    private void ForgetSilent(TimeSpan time)
    {
        foreach ((long viewerId, LatencyBaseline baseline) in _baselines)
        {
            if (time - baseline.LastSeen > KeepBaseline)
                _baselines.Remove(viewerId);
        }
    }
}
