using RealtimeDetect.Adaptive;
using RealtimeDetect.Simulator.FramePath;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.Contenders;

/// <summary>What each point of the grid would give in the time ahead, by the trace itself.</summary>
/// <remarks>Nothing is planned to be carried: every second frame detected is worth less (0.825) than the smallest network (0.836).</remarks>
internal sealed class OracleForecast(Trace trace, OracleMargins margins)
{
    private static readonly int[] Sizes = [320, 352, 416, 480, 544, 640];
    private static readonly int[] Rates = [5, 8, 10, 12, 15, 18, 20, 24, 27, 30];
    private static readonly double[] Qualities = [0.4, 0.5, 0.6, 0.7, 0.8];
    private static readonly int[] Sides = [640, 800, 960, 1120, 1280];

    // Frames of the next step, and those under way when settings change.
    private const double BeforeMs = 100;
    private const double AheadMs = 800;

    // Slow frames take a sixth more than a mean, and the screen shows its next picture within this time.
    private const double SlowFrame = 1.17;
    private const double WaitShare = 0.5;
    private const double ScreenMs = 1000.0 / 60;

    /// <summary>Every point of the grid for a stream at a time.</summary>
    public OracleOption[] Options(int stream, double ms)
    {
        double slowdown = Slowdown(ms);
        CameraTrace camera = trace.Cameras[stream];
        ViewerTrace[] viewers = [.. camera.Viewers.Where(viewer => Watches(viewer, ms))];
        var options = new List<OracleOption>();
        foreach (int side in Sides)
        {
            foreach (double quality in Qualities)
                AddPictures(options, camera, viewers, side, quality, slowdown, ms);
        }

        return Pareto(options);
    }

    /// <summary>The viewers of a stream, by id, that have more of less than the published picture.</summary>
    public IReadOnlyDictionary<long, PictureTier> LoweredTiers(int stream, OperatingPoint point, double ms)
    {
        CameraTrace camera = trace.Cameras[stream];
        // As World counts them.
        long id = trace.Cameras.Take(stream).Sum(before => before.Viewers.Count);
        double bytes = Bytes(point.MaxLongSidePx, point.JpegQuality);
        double serviceMs = ServiceMs(point.InferenceSize, point.MaxLongSidePx, Slowdown(ms));
        double toServerMs = ToServerMs(point.MaxLongSidePx, Worst(camera.Uplink, bytes, ms).DelayMs, serviceMs);
        var lowered = new Dictionary<long, PictureTier>();
        foreach (ViewerTrace viewer in camera.Viewers)
        {
            id++;
            if (Watches(viewer, ms))
                lowered[id] = Outlook(viewer, bytes, point.JpegQuality, point.MaxLongSidePx, ms).Best(point.TargetFps, toServerMs, 1).Tier;
        }

        return lowered;
    }

    private static bool Watches(ViewerTrace viewer, double ms) => viewer.FromSecond * 1000 <= ms + AheadMs && viewer.ToSecond * 1000 >= ms;

    private double Slowdown(double ms) => Enumerable.Range(0, 10).Max(i => trace.Slowdown((ms + (i * AheadMs / 10)) / 1000)) / trace.Speed;

    private double Bytes(int side, double quality) => MeasuredCosts.FrameBytes(side, quality) * margins.Bytes;

    private static double ServiceMs(int size, int side, double slowdown) => (MeasuredCosts.InferenceMs(size) + MeasuredCosts.CodecMs(side)) * slowdown;

    private double ToServerMs(int side, double upMs, double serviceMs) =>
        MeasuredCosts.CameraEncodeMs(side) + upMs + (serviceMs * SlowFrame) + WaitMs(serviceMs);

    private ViewerOutlook Outlook(ViewerTrace viewer, double bytes, double quality, int side, double ms) => new(
        bytes, quality, side, longSide => viewer.DecodeMs * MeasuredCosts.PixelShare(longSide), margins.LinkLoad,
        MeasuredCosts.CodecMs(side), (size, longSide) => ToScreen(viewer, size, longSide, ms));

    private void AddPictures(
        List<OracleOption> options, CameraTrace camera, ViewerTrace[] viewers, int side, double quality, double slowdown, double ms)
    {
        double bytes = Bytes(side, quality);
        (double upMs, double upLoad) = Worst(camera.Uplink, bytes, ms);
        ViewerOutlook[] outlooks = [.. viewers.Select(viewer => Outlook(viewer, bytes, quality, side, ms))];
        foreach (int size in Sizes)
        {
            double serviceMs = ServiceMs(size, side, slowdown);
            double toServerMs = ToServerMs(side, upMs, serviceMs);
            foreach (int fps in Rates)
            {
                var point = new OperatingPoint(size, PlannerContender.DefaultStart.ConfidenceThreshold, fps, quality, side);
                bool fits = upLoad * fps <= margins.LinkLoad && fps * serviceMs / 1000 <= trace.Lanes * margins.LaneLoad;
                double utility = fits ? StreamUtility.Of(size, fps, quality, side) : 0;
                options.Add(new OracleOption(
                    point, fps * serviceMs / 1000, fits ? outlooks.Sum(outlook => outlook.Best(fps, toServerMs, utility).Utility) : 0));
            }
        }
    }

    // Of points that give less for the same lanes or more nothing is lost.
    private static OracleOption[] Pareto(List<OracleOption> options)
    {
        var best = new List<OracleOption>();
        foreach (OracleOption option in options.OrderBy(option => option.Compute).ThenByDescending(option => option.Utility))
        {
            if (best.Count == 0 || option.Utility > best[^1].Utility)
                best.Add(option);
        }

        return [.. best];
    }

    // Streams meet on the lanes: with more of them than lanes a frame waits for part of another.
    private double WaitMs(double serviceMs) => trace.Cameras.Count > 1 ? WaitShare * serviceMs / trace.Lanes : 0;

    private (double DelayMs, double Load) ToScreen(ViewerTrace viewer, double bytes, int side, double ms)
    {
        (double delayMs, double load) = Worst(viewer.Downlink, bytes, ms);
        return (delayMs + (viewer.DecodeMs * MeasuredCosts.PixelShare(side)) + ScreenMs, load);
    }

    // The delay of a frame at nearly the worst moment, and the seconds of link that a frame takes on average.
    private (double DelayMs, double Load) Worst(LinkTrace link, double bytes, double ms)
    {
        double[] spans = [.. Moments(ms).Select(at => link.FinishMs(at, bytes) - at)];
        double[] delays = [.. Moments(ms).Select((at, i) => spans[i] + link.DelayMs(at + spans[i])).Order()];
        int index = Math.Clamp((int)Math.Ceiling(margins.Moments * delays.Length) - 1, 0, delays.Length - 1);
        return (delays[index], spans.Average() / 1000);
    }

    private static IEnumerable<double> Moments(double ms)
    {
        for (double at = Math.Max(0, ms - BeforeMs); at < ms + AheadMs; at += LinkTrace.BinMs / 2)
            yield return at;
    }
}
