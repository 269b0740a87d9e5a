using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>How far two detectors agree over many pictures: detections paired by class and overlap, strongest first.</summary>
internal sealed class Agreement
{
    // Below it two boxes are of two objects.
    private const float PairIoU = 0.5f;

    private readonly List<double> _edges = [];
    private readonly List<double> _scores = [];

    /// <summary>Detections of the reference.</summary>
    public int Expected { get; private set; }

    /// <summary>Detections of the other.</summary>
    public int Found { get; private set; }

    /// <summary>Pairs.</summary>
    public int Matched => _edges.Count;

    /// <summary>Largest distance of a pair's edges, in pixels of the picture.</summary>
    public double MaxEdgePx => _edges.DefaultIfEmpty(0).Max();

    /// <summary>The distance that 99 of 100 pairs stay within.</summary>
    public double P99EdgePx => Quantile(_edges, 0.99);

    /// <summary>Mean distance of a pair's edges.</summary>
    public double MeanEdgePx => _edges.DefaultIfEmpty(0).Average();

    /// <summary>Largest difference of a pair's confidences.</summary>
    public double MaxScore => _scores.DefaultIfEmpty(0).Max();

    /// <summary>Mean difference of a pair's confidences.</summary>
    public double MeanScore => _scores.DefaultIfEmpty(0).Average();

    /// <summary>Adds one picture, both lists strongest first.</summary>
    public void Add(Detection[] expected, Detection[] found)
    {
        Expected += expected.Length;
        Found += found.Length;
        List<Detection> free = [.. found];
        foreach (Detection box in expected)
        {
            Detection best = free.Where(other => other.ClassId == box.ClassId).DefaultIfEmpty().MaxBy(other => Overlap.IoU(box, other));
            if (Overlap.IoU(box, best) < PairIoU)
                continue;
            free.Remove(best);
            _edges.Add(EdgeDistance(box, best));
            _scores.Add(Math.Abs(box.Confidence - best.Confidence));
        }
    }

    /// <summary>Adds one picture's boxes before suppression: paired with the nearest of the class, since thousands overlap.</summary>
    public void AddPairwise(Detection[] expected, Detection[] found)
    {
        Expected += expected.Length;
        Found += found.Length;
        ILookup<int, Detection> byClass = found.ToLookup(box => box.ClassId);
        foreach (Detection box in expected.Where(box => byClass[box.ClassId].Any()))
        {
            Detection nearest = byClass[box.ClassId].MinBy(other => EdgeDistance(box, other) + Math.Abs(box.Confidence - other.Confidence));
            _edges.Add(EdgeDistance(box, nearest));
            _scores.Add(Math.Abs(box.Confidence - nearest.Confidence));
        }
    }

    private static double EdgeDistance(in Detection a, in Detection b) => Math.Max(
        Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)), Math.Max(Math.Abs(a.Right - b.Right), Math.Abs(a.Bottom - b.Bottom)));

    private static double Quantile(List<double> values, double share) =>
        values.Count == 0 ? 0 : values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);
}
