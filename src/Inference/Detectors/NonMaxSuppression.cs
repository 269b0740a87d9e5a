namespace RealtimeDetect.Inference.Detectors;

/// <summary>Keeps the strongest box of each object: drops every box that overlaps a stronger one of its class.</summary>
/// <remarks><b>Threading:</b> one thread at a time. Allocates only when it sees more boxes than ever before.</remarks>
internal sealed class NonMaxSuppression
{
    private readonly float _iouThreshold;
    private readonly int[] _kept;
    private ulong[] _order = [];

    /// <summary>Sets the limits.</summary>
    /// <param name="iouThreshold">Overlap above which the weaker box goes, 0 to 1.</param>
    /// <param name="maxDetections">Most boxes kept, from 1.</param>
    public NonMaxSuppression(float iouThreshold, int maxDetections)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDetections, 1);
        if (iouThreshold is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(iouThreshold), iouThreshold, "IoU is 0 to 1.");
        _iouThreshold = iouThreshold;
        _kept = new int[maxDetections];
    }

    /// <summary>Selects boxes, strongest first; equal confidences keep their order; boxes that are not finite are left out.</summary>
    /// <returns>Indices into <paramref name="boxes"/>, valid until the next call.</returns>
    public ReadOnlySpan<int> Select(ReadOnlySpan<ScoredBox> boxes)
    {
        int count = 0;
        foreach (ulong key in Order(boxes))
        {
            int index = (int)(uint)key;
            if (!IsSuppressed(boxes, boxes[index], count))
                _kept[count++] = index;
            if (count == _kept.Length)
                break;
        }

        return _kept.AsSpan(0, count);
    }

    private bool IsSuppressed(ReadOnlySpan<ScoredBox> boxes, in ScoredBox box, int keptCount)
    {
        foreach (int index in _kept.AsSpan(0, keptCount))
        {
            ref readonly ScoredBox kept = ref boxes[index];
            if (kept.ClassId == box.ClassId && kept.IoU(box) > _iouThreshold)
                return true;
        }

        return false;
    }

    // Sorting plain numbers needs no comparer, hence no allocation: inverted confidence above, index below. The bits of
    // floats from 0 on sort as the floats do.
    private ReadOnlySpan<ulong> Order(ReadOnlySpan<ScoredBox> boxes)
    {
        if (_order.Length < boxes.Length)
            _order = new ulong[boxes.Length];
        int count = 0;
        for (int i = 0; i < boxes.Length; i++)
        {
            if (boxes[i].IsFinite)
                _order[count++] = ((ulong)~BitConverter.SingleToUInt32Bits(MathF.Max(boxes[i].Confidence, 0)) << 32) | (uint)i;
        }

        Span<ulong> order = _order.AsSpan(0, count);
        order.Sort();
        return order;
    }
}
