using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Tracking;

/// <summary>Sums up how carried boxes agree with the reference's.</summary>
/// <remarks>
/// Matching rule: within a frame and a class, the pair that overlaps most first, one to one, whatever overlaps at all.
/// A pair with an IoU of 0.5 or more is a hit for recall and precision.
/// </remarks>
internal sealed class BoxAgreement
{
    private const double HitIou = 0.5;

    private long _carried;
    private long _reference;
    private long _pairs;
    private long _hits;
    private double _iou;

    /// <summary>Adds a frame.</summary>
    public void Add(ReadOnlySpan<Detection> carried, ReadOnlySpan<Detection> reference)
    {
        _carried += carried.Length;
        _reference += reference.Length;
        var pairs = new List<(double Iou, int Carried, int Reference)>();
        for (int i = 0; i < carried.Length; i++)
        {
            for (int j = 0; j < reference.Length; j++)
            {
                double iou = carried[i].ClassId == reference[j].ClassId ? IoU(carried[i], reference[j]) : 0;
                if (iou > 0)
                    pairs.Add((iou, i, j));
            }
        }
        Count(pairs);
    }

    /// <summary>The sums as a row.</summary>
    public CarriedBoxes Read() => new(
        Math.Round(_iou / Math.Max(1, _pairs), 4), Math.Round(_iou / Math.Max(1, _reference), 4),
        Math.Round((double)_hits / Math.Max(1, _reference), 4), Math.Round((double)_hits / Math.Max(1, _carried), 4));

    private void Count(List<(double Iou, int Carried, int Reference)> pairs)
    {
        var usedCarried = new HashSet<int>();
        var usedReference = new HashSet<int>();
        foreach ((double iou, int carried, int reference) in pairs.OrderByDescending(pair => pair.Iou))
        {
            if (usedCarried.Contains(carried) || usedReference.Contains(reference))
                continue;
            usedCarried.Add(carried);
            usedReference.Add(reference);
            _pairs++;
            _iou += iou;
            _hits += iou >= HitIou ? 1 : 0;
        }
    }

    private static double IoU(in Detection a, in Detection b)
    {
        double width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X), height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        double both = Math.Max(0, width) * Math.Max(0, height);
        return both / ((a.Width * a.Height) + (b.Width * b.Height) - both);
    }
}
