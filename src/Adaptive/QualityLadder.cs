using Bounds = RealtimeDetect.Adaptive.ControllerBounds;

namespace RealtimeDetect.Adaptive;

/// <summary>The rungs between best and cheapest, built once from the options; rung 0 is the starting point.</summary>
public static class QualityLadder
{
    // Each rung saves roughly a quarter of the bytes or of the work: first what is least seen.
    private static readonly double[] FpsShares = [1, 1, 0.8, 0.8, 0.6, 0.5, 0.35, 0.2];
    private static readonly double[] LongSideShares = [1, 1, 1, 0.75, 0.75, 0.5625, 0.5, 0.5];

    // Sides that are whole 4:2:0 blocks.
    private const int LongSideMultiple = 16;

    // 7 rungs of 0.02 raise the default from 0.25 to 0.39: fewer doubtful boxes, no certain one lost.
    private const float ConfidenceStep = 0.02f;

    // The next size costs about three quarters of this one's time, as inference time goes with the area; 480 is among them, where
    // accuracy begins to fall.
    private const double SizeStep = 0.87;

    /// <summary>The inference sizes in pixels that the controller uses, from the start down: what to warm a detector up for.</summary>
    public static IReadOnlyList<int> InferenceSizes(ControllerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int lowest = RoundSize(Math.Clamp(options.MinInferenceSize, Bounds.LowestInferenceSize, Bounds.HighestInferenceSize));
        int highest = RoundSize(Math.Clamp(options.MaxInferenceSize, Bounds.LowestInferenceSize, Bounds.HighestInferenceSize));
        int size = RoundSize(Math.Clamp(options.StartInferenceSize, lowest, highest));
        List<int> sizes = [size];
        while (size > lowest)
            sizes.Add(size = Math.Max(lowest, RoundSize((int)(size * SizeStep) + (Bounds.InferenceSizeMultiple / 2))));
        return sizes;
    }

    /// <summary>The rungs that viewers' troubles move a stream along, best first; rungs that change nothing are left out.</summary>
    internal static IReadOnlyList<QualityRung> ViewerRungs(ControllerOptions options)
    {
        List<QualityRung> rungs = [];
        for (int i = 0; i < FpsShares.Length; i++)
        {
            QualityRung rung = RungAt(options, i);
            if (i == 0 || rung != rungs[^1])
                rungs.Add(rung);
        }

        return rungs;
    }

    private static QualityRung RungAt(ControllerOptions options, int i)
    {
        double depth = (double)i / (FpsShares.Length - 1);
        double quality = Math.Clamp(options.StartJpegQuality, Bounds.LowestJpegQuality, Bounds.HighestJpegQuality);
        double worst = Math.Clamp(options.MinJpegQuality, Bounds.LowestJpegQuality, quality);
        int side = Math.Clamp(options.StartLongSidePx, Bounds.LowestLongSidePx, Bounds.HighestLongSidePx);
        int shortest = Math.Clamp(options.MinLongSidePx, Bounds.LowestLongSidePx, side);
        float highest = Math.Clamp(options.MaxConfidence, Bounds.LowestConfidence, Bounds.HighestConfidence);
        float lowest = Math.Clamp(options.MinConfidence, Bounds.LowestConfidence, Bounds.HighestConfidence);
        float confidence = Math.Clamp(options.StartConfidence, lowest, highest);
        return new QualityRung(
            options.MinFps == options.MaxFps ? 1 : FpsShares[i],
            Math.Round(quality + ((worst - quality) * depth), 2),
            i == 0 ? side : Math.Max(shortest, (int)(side * LongSideShares[i]) / LongSideMultiple * LongSideMultiple),
            MathF.Round(Math.Min(highest, confidence + (i * ConfidenceStep)), 2));
    }

    private static int RoundSize(int size) => size / Bounds.InferenceSizeMultiple * Bounds.InferenceSizeMultiple;
}
