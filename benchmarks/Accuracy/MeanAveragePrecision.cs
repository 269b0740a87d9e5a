using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>Mean average precision over classes, COCO's 101 points as Ultralytics computes it.</summary>
internal sealed class MeanAveragePrecision
{
    private const int ThresholdCount = 10;

    private readonly Dictionary<int, ClassTally> _classes = [];

    /// <summary>Adds one picture.</summary>
    /// <param name="detections">What was detected.</param>
    /// <param name="labels">What is there.</param>
    public void Add(Detection[] detections, Detection[] labels)
    {
        foreach (int classId in detections.Concat(labels).Select(box => box.ClassId).Distinct())
        {
            Detection[] found = [.. detections.Where(box => box.ClassId == classId)];
            Detection[] there = [.. labels.Where(box => box.ClassId == classId)];
            bool[][] hits = [.. Enumerable.Range(0, ThresholdCount).Select(i => Match(found, there, Threshold(i)))];
            TallyOf(classId).Add(found, there.Length, hits);
        }
    }

    /// <summary>The mean at IoU 0.5, 0 to 1.</summary>
    public double At50() => Mean(0);

    /// <summary>The mean over IoU 0.5, 0.55, ... 0.95, 0 to 1.</summary>
    public double At50To95() => Enumerable.Range(0, ThresholdCount).Average(Mean);

    private static double Threshold(int index) => 0.5 + (0.05 * index);

    // As Ultralytics: strongest detection first, each claims the label it overlaps most, and a label goes to its first claimant.
    private static bool[] Match(Detection[] found, Detection[] there, double threshold)
    {
        var hits = new bool[found.Length];
        var taken = new bool[there.Length];
        for (int i = 0; i < found.Length; i++)
        {
            int best = BestLabel(found[i], there);
            if (best < 0 || taken[best] || Overlap.IoU(found[i], there[best]) < threshold)
                continue;
            hits[i] = taken[best] = true;
        }

        return hits;
    }

    private static int BestLabel(Detection found, Detection[] there)
    {
        int best = -1;
        for (int j = 0; j < there.Length; j++)
        {
            if (best < 0 || Overlap.IoU(found, there[j]) > Overlap.IoU(found, there[best]))
                best = j;
        }

        return best;
    }

    private double Mean(int threshold) =>
        _classes.Values.Where(tally => tally.LabelCount > 0).Select(tally => tally.AveragePrecision(threshold)).DefaultIfEmpty(0).Average();

    private ClassTally TallyOf(int classId)
    {
        if (!_classes.TryGetValue(classId, out ClassTally? tally))
            _classes.Add(classId, tally = new ClassTally());
        return tally;
    }
}
