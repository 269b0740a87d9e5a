namespace RealtimeDetect.Adaptive;

/// <summary>Turns the viewers' reports into one reading: that of the viewer in the middle, the better one where two are.</summary>
/// <remarks>So one viewer decides alone, of two both must be behind, and of ten six.</remarks>
internal sealed class ViewerGauge(ControllerOptions options)
{
    // Frames per second below which a share of them says nothing.
    private const double FewestFps = 1;

    // Keeps the division defined where every frame is asked to be painted.
    private const double LeastMissingShare = 0.01;

    // How long a silent viewer is remembered.
    private static readonly TimeSpan KeepHistory = TimeSpan.FromMinutes(1);

    private readonly Dictionary<long, ViewerHistory> _histories = [];

    /// <summary>The reading that speaks for all viewers; no strain where none reported.</summary>
    public ViewerReading Read(ControlSample sample)
    {
        List<ViewerReading> readings = [];
        foreach (ViewerSample viewer in sample.Viewers)
        {
            if (TryRead(viewer, sample, out ViewerReading reading))
                readings.Add(reading);
        }

        ForgetSilent(sample.Time);
        if (readings.Count == 0)
            return new ViewerReading(0, "no viewer reports");
        readings.Sort((a, b) => a.Strain.CompareTo(b.Strain));
        // Of an even number the better of the two in the middle.
        ViewerReading middle = readings[(readings.Count - 1) / 2];
        string of = readings.Count == 1 ? "viewer" : $"median of {readings.Count} viewers";
        return middle with { Cause = $"{of} {middle.Cause}" };
    }

    // The machine's own share of the latency is left out: the other axis deals with it.
    private bool TryRead(ViewerSample viewer, ControlSample sample, out ViewerReading reading)
    {
        double riseMs = 0;
        double arrivedFps = viewer.Downlink?.Fps ?? double.PositiveInfinity;
        bool isSettled = true;
        if (viewer.ViewerId != 0)
        {
            if (!_histories.TryGetValue(viewer.ViewerId, out ViewerHistory? history))
                _histories.Add(viewer.ViewerId, history = new ViewerHistory(sample.Time));
            riseMs = history.Add(sample.Time, viewer.LatencyMs - sample.ProcessingP95.TotalMilliseconds);
            isSettled = history.IsSettled;
            if (viewer.Downlink is { } link)
                arrivedFps = history.AddRate(sample.Time, link.Fps);
        }

        // Where the planner knows the viewer's link, that is its business; what is left is what the device makes of what arrives.
        double expectedFps = Math.Min(sample.PublishedFps, Math.Min(arrivedFps, viewer.MaxFps));
        reading = Judge(viewer, expectedFps, viewer.Downlink is null ? riseMs : 0);
        return isSettled;
    }

    private ViewerReading Judge(ViewerSample viewer, double expectedFps, double riseMs)
    {
        double missingShare = expectedFps >= FewestFps ? Math.Max(0, 1 - (viewer.Fps / expectedFps)) : 0;
        double fpsStrain = missingShare / Math.Max(LeastMissingShare, 1 - options.ViewerBehindShare);
        double queueStrain = (double)viewer.QueueSize / Math.Max(1, options.QueueLimit);
        double usualMs = double.IsNaN(viewer.LatencyMs) ? 0 : viewer.LatencyMs - riseMs;
        double latencyStrain = riseMs / Math.Max(1, Math.Max(options.LatencyRiseMs, usualMs));
        double worst = Math.Max(fpsStrain, Math.Max(queueStrain, latencyStrain));
        FormattableString cause = worst == fpsStrain ? $"paints {viewer.Fps:0} of {expectedFps:0} fps"
            : worst == queueStrain ? (FormattableString)$"has {viewer.QueueSize} frames waiting"
            : $"is {riseMs:0} ms later than usual";
        return new ViewerReading(worst, FormattableString.Invariant(cause));
    }

    private void ForgetSilent(TimeSpan time)
    {
        foreach ((long viewerId, ViewerHistory history) in _histories)
        {
            if (time - history.LastSeen > KeepHistory)
                _histories.Remove(viewerId);
        }
    }
}
