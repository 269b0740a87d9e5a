using RealtimeDetect.Adaptive;
using RealtimeDetect.Simulator.FramePath;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.Scoring;

/// <summary>Scores a run; the same rule for every contender.</summary>
/// <remarks>
/// Utility: for each viewer and second the frames painted within the objective are counted, and
/// <see cref="StreamUtility"/> taken at their number and their mean size and picture; the mean over all seconds watched. That counts a late
/// frame as one that never came. Subject to the objective, a second counts by its share of frames in time: for the rest of it a
/// picture is on the screen that is older than promised.
/// </remarks>
internal static class Scorer
{
    /// <summary>The delay objective, milliseconds from capture to paint.</summary>
    public const double ObjectiveMs = 100;

    // A viewer's page needs this long for its first frame; nobody is measured by it.
    private const double SettlingSeconds = 2;

    /// <summary>The score of a run; recovery is measured against <paramref name="reference"/>, the utility by second of the oracle.</summary>
    public static Score Of(Trace trace, RunRecord run, IReadOnlyList<double>? reference = null)
    {
        PaintedFrame[] frames = [.. Settled(run)];
        double[] ages = [.. frames.Select(frame => frame.AgeMs).Order()];
        double[] utility = BySecond(trace, run, Utility), subject = BySecond(trace, run, SubjectToObjective);
        return new Score
        {
            OnTimeShare = ages.Length == 0 ? 0 : (double)ages.Count(age => age <= ObjectiveMs) / ages.Length,
            Utility = Mean(utility),
            UtilitySubjectToObjective = Mean(subject),
            P50Ms = Quantile(ages, 0.5),
            P95Ms = Quantile(ages, 0.95),
            P99Ms = Quantile(ages, 0.99),
            PaintedFps = frames.Length / WatchedSeconds(run),
            ChangesAMinute = ChangesAMinute(trace, run),
            RecoverySeconds = [.. trace.Steps.Select(step => Recovery.Seconds(run, step, reference ?? utility))],
            UtilityBySecond = utility,
        };
    }

    /// <summary>Utility of a viewer's frames within a time of <paramref name="seconds"/>.</summary>
    public static double Utility(IReadOnlyCollection<PaintedFrame> frames, double seconds)
    {
        PaintedFrame[] onTime = [.. frames.Where(frame => frame.AgeMs <= ObjectiveMs)];
        if (onTime.Length == 0)
            return 0;
        double seen = StreamUtility.Of(
            onTime.Average(frame => frame.InferenceSize), onTime.Length / seconds,
            onTime.Average(frame => frame.JpegQuality), onTime.Average(frame => frame.LongSidePx));
        return seen * StreamUtility.Carried(onTime.Average(frame => frame.DetectedShare));
    }

    private static double SubjectToObjective(IReadOnlyCollection<PaintedFrame> frames, double seconds) =>
        frames.Count == 0 ? 0 : Utility(frames, seconds) * frames.Count(frame => frame.AgeMs <= ObjectiveMs) / frames.Count;

    private static double Mean(IEnumerable<double> bySecond) => bySecond.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();

    private static IEnumerable<PaintedFrame> Settled(RunRecord run)
    {
        Dictionary<long, double> from = run.Viewers.ToDictionary(viewer => viewer.ViewerId, viewer => viewer.FromSecond + SettlingSeconds);
        return run.Painted.Where(frame => frame.PaintedMs >= from[frame.ViewerId] * 1000);
    }

    private static double WatchedSeconds(RunRecord run) =>
        Math.Max(1, run.Viewers.Sum(viewer => viewer.ToSecond - viewer.FromSecond - SettlingSeconds));

    // NaN where nobody watches.
    private static double[] BySecond(Trace trace, RunRecord run, Func<IReadOnlyCollection<PaintedFrame>, double, double> worth)
    {
        ILookup<(long, int), PaintedFrame> frames = run.Painted.ToLookup(frame => (frame.ViewerId, (int)(frame.PaintedMs / 1000)));
        return [.. Enumerable.Range(0, trace.Seconds).Select(second => run.Viewers
            .Where(viewer => viewer.FromSecond + SettlingSeconds <= second && viewer.ToSecond >= second + 1)
            .Select(viewer => worth([.. frames[(viewer.ViewerId, second)]], 1))
            .DefaultIfEmpty(double.NaN).Average())];
    }

    private static double ChangesAMinute(Trace trace, RunRecord run)
    {
        double settledMs = 10_000;
        (double Ms, OperatingPoint[] Points)[] steps = [.. run.Points.Where(step => step.Ms >= settledMs)];
        int changes = steps.Zip(steps.Skip(1)).Sum(pair => pair.First.Points.Zip(pair.Second.Points).Count(points => points.First != points.Second));
        return changes / ((trace.Seconds - (settledMs / 1000)) / 60) / trace.Cameras.Count;
    }

    private static double Quantile(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
