using RealtimeDetect.Simulator.FramePath;
using RealtimeDetect.Simulator.Traces;

namespace RealtimeDetect.Simulator.Scoring;

/// <summary>Finds how long a contender needs after a step to be in time again and to use what there is.</summary>
internal static class Recovery
{
    private const double WindowSeconds = 1;
    private const double GridSeconds = 0.1;

    // In time as the objective's percentile asks, and within a tenth of what the oracle gets once settled.
    private const double OnTimeShare = 0.95;
    private const double UtilityShare = 0.9;
    private const int SettledAfterSeconds = 3;

    /// <summary>Seconds from the step to the first second-long window that is right; null if none is before the next step.</summary>
    public static double? Seconds(RunRecord run, Step step, IReadOnlyList<double> reference)
    {
        double wanted = UtilityShare * reference
            .Skip((int)step.AtSecond + SettledAfterSeconds).Take((int)(step.UntilSecond - step.AtSecond) - SettledAfterSeconds)
            .Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();
        for (double after = 0; step.AtSecond + after + WindowSeconds <= step.UntilSecond; after += GridSeconds)
        {
            double from = (step.AtSecond + after) * 1000, to = from + (WindowSeconds * 1000);
            PaintedFrame[] frames = [.. run.Painted.Where(frame => frame.PaintedMs >= from && frame.PaintedMs < to)];
            if (IsRight(frames, wanted))
                return Math.Round(after, 1);
        }

        return null;
    }

    private static bool IsRight(PaintedFrame[] frames, double wanted)
    {
        if (frames.Length == 0 || frames.Count(frame => frame.AgeMs <= Scorer.ObjectiveMs) < OnTimeShare * frames.Length)
            return false;
        return frames.GroupBy(frame => frame.ViewerId).Average(viewer => Scorer.Utility([.. viewer], WindowSeconds)) >= wanted;
    }
}
