using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>Hits and misses of one class over a data set.</summary>
internal sealed class ClassTally
{
    private const int CurvePoints = 101;

    private readonly List<(float Confidence, bool[] Hits)> _found = [];

    /// <summary>Objects of the class that are there.</summary>
    public int LabelCount { get; private set; }

    /// <summary>Adds one picture.</summary>
    /// <param name="found">Its detections of the class.</param>
    /// <param name="labelCount">Its objects of the class.</param>
    /// <param name="hits">For each IoU threshold, which detections are right.</param>
    public void Add(Detection[] found, int labelCount, bool[][] hits)
    {
        LabelCount += labelCount;
        for (int i = 0; i < found.Length; i++)
            _found.Add((found[i].Confidence, [.. hits.Select(atThreshold => atThreshold[i])]));
    }

    /// <summary>Area under the precision envelope over recall, sampled at 101 points and joined by straight lines.</summary>
    public double AveragePrecision(int threshold)
    {
        List<(double Recall, double Precision)> curve = Curve(threshold);
        double area = 0, previous = Sample(curve, 0);
        for (int i = 1; i < CurvePoints; i++)
        {
            double next = Sample(curve, i / (CurvePoints - 1.0));
            area += (previous + next) / 2 / (CurvePoints - 1);
            previous = next;
        }

        return area;
    }

    private List<(double Recall, double Precision)> Curve(int threshold)
    {
        List<(double Recall, double Precision)> curve = [(0, 1)];
        int right = 0, seen = 0;
        foreach ((_, bool[] hits) in _found.OrderByDescending(found => found.Confidence))
        {
            seen++;
            right += hits[threshold] ? 1 : 0;
            curve.Add(((double)right / LabelCount, (double)right / seen));
        }

        curve.Add((1, 0));
        for (int i = curve.Count - 2; i >= 0; i--)
            curve[i] = (curve[i].Recall, Math.Max(curve[i].Precision, curve[i + 1].Precision));
        return curve;
    }

    private static double Sample(List<(double Recall, double Precision)> curve, double recall)
    {
        int after = curve.FindIndex(point => point.Recall > recall);
        if (after < 0)
            return curve[^1].Precision;
        (double Recall, double Precision) from = curve[after - 1], to = curve[after];
        return from.Precision + ((to.Precision - from.Precision) * (recall - from.Recall) / (to.Recall - from.Recall));
    }
}
