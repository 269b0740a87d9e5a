using Bounds = RealtimeDetect.Adaptive.ControllerBounds;

namespace RealtimeDetect.Adaptive;

/// <summary>The settings that the planner chooses from, within the options' ranges and what the viewers' devices can take.</summary>
internal sealed class PlanGrid
{
    // Each step is about a sixth of the rate: less shows no difference, more leaves gaps.
    private static readonly int[] AllRates = [5, 6, 8, 10, 12, 15, 18, 21, 25, 30, 36, 43, 50, 60];

    private static readonly double[] QualityParts = [0, 0.25, 0.5, 0.75, 1];
    private static readonly double[] SideParts = [0, 0.25, 0.5, 0.75, 1];

    // Sides that are whole 4:2:0 blocks.
    private const int SideMultiple = 16;

    /// <summary>The grid below a rung of the viewers' ladder.</summary>
    /// <param name="options">The ranges.</param>
    /// <param name="rung">What the viewers can take.</param>
    /// <param name="mostFps">Highest rate.</param>
    public PlanGrid(ControllerOptions options, QualityRung rung, int mostFps)
    {
        InferenceSizes = [.. QualityLadder.InferenceSizes(options)];
        int lowest = Math.Clamp(options.MinFps, Bounds.LowestFps, Bounds.HighestFps);
        int highest = Math.Clamp((int)Math.Round(mostFps * rung.FpsShare), lowest, Bounds.HighestFps);
        Rates = [.. AllRates.Where(fps => fps > lowest && fps < highest).Append(lowest).Append(highest).Distinct()];
        double worst = Math.Clamp(options.MinJpegQuality, Bounds.LowestJpegQuality, rung.JpegQuality);
        int shortest = Math.Clamp(options.MinLongSidePx, Bounds.LowestLongSidePx, rung.LongSidePx);
        Pictures =
        [
            .. from qualityPart in QualityParts
               from sidePart in SideParts
               select (Math.Round(Between(worst, rung.JpegQuality, qualityPart), 2), Side(shortest, rung.LongSidePx, sidePart)),
        ];
        Pictures = [.. Pictures.Distinct()];
        Smallest = new OperatingPoint(
            InferenceSizes[^1], 0, Rates.Min(), Pictures.Min(picture => picture.Quality), Pictures.Min(picture => picture.LongSidePx));
        Largest = new OperatingPoint(
            InferenceSizes[0], 0, Rates.Max(), Pictures.Max(picture => picture.Quality), Pictures.Max(picture => picture.LongSidePx));
        Entries =
        [
            .. from picture in Pictures
               from size in InferenceSizes
               from fps in Rates
               select new PlanEntry(
                   new OperatingPoint(size, 0, fps, picture.Quality, picture.LongSidePx),
                   StreamUtility.Of(size, fps, picture.Quality, picture.LongSidePx),
                   IsNewPicture: size == InferenceSizes[0] && fps == Rates[0]),
        ];
    }

    /// <summary>All combinations, those of a picture setting in a row.</summary>
    public IReadOnlyList<PlanEntry> Entries { get; }

    /// <summary>Inference sizes in pixels.</summary>
    public int[] InferenceSizes { get; }

    /// <summary>Frames per second.</summary>
    public IReadOnlyList<int> Rates { get; }

    /// <summary>JPEG qualities (0 to 1) and longest sides in pixels.</summary>
    public IReadOnlyList<(double Quality, int LongSidePx)> Pictures { get; }

    /// <summary>The point that costs least.</summary>
    public OperatingPoint Smallest { get; }

    /// <summary>The greatest value of each setting.</summary>
    public OperatingPoint Largest { get; }

    private static int Side(int shortest, int longest, double part) => part switch
    {
        0 => shortest,
        1 => longest,
        _ => Math.Max(shortest, (int)Between(shortest, longest, part) / SideMultiple * SideMultiple),
    };

    private static double Between(double low, double high, double part) => low + ((high - low) * part);
}
