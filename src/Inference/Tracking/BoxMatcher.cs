namespace RealtimeDetect.Inference.Tracking;

/// <summary>Pairs tracks with detections one to one: the pair that overlaps most first.</summary>
/// <remarks>
/// Greedy, not the Hungarian method of SORT and ByteTrack: where a detection overlaps one track only, which is the rule after
/// non-maximum suppression, both choose the same; and where hundreds of boxes crowd, greedy costs one sort while the Hungarian
/// method is cubic, too long for a frame's time. <b>Threading:</b> one thread at a time. Allocates only when more pairs overlap
/// than ever before.
/// </remarks>
internal sealed class BoxMatcher
{
    private ulong[] _pairs = new ulong[256];
    private int _count;

    /// <summary>Forgets all pairs.</summary>
    public void Clear() => _count = 0;

    /// <summary>Offers a pair.</summary>
    /// <param name="track">0 to 65535.</param>
    /// <param name="detection">0 to 65535.</param>
    /// <param name="iou">How much they overlap, 0 to 1.</param>
    public void Add(int track, int detection, float iou)
    {
        if (_count == _pairs.Length)
            Array.Resize(ref _pairs, 2 * _count);
        // Sorts by falling overlap, then by track and detection: the bits of floats from 0 on sort as the floats do.
        _pairs[_count++] = ((ulong)~BitConverter.SingleToUInt32Bits(iou) << 32) | ((uint)track << 16) | (uint)detection;
    }

    /// <summary>Chooses pairs among those offered.</summary>
    /// <param name="detectionOfTrack">Receives the detection of each track that has one; only tracks with a negative entry are given one.</param>
    /// <param name="trackOfDetection">Likewise the track of each detection.</param>
    public void Match(Span<int> detectionOfTrack, Span<int> trackOfDetection)
    {
        Span<ulong> pairs = _pairs.AsSpan(0, _count);
        pairs.Sort();
        foreach (ulong pair in pairs)
        {
            int track = (ushort)(pair >> 16), detection = (ushort)pair;
            if (detectionOfTrack[track] >= 0 || trackOfDetection[detection] >= 0)
                continue;
            detectionOfTrack[track] = detection;
            trackOfDetection[detection] = track;
        }
    }
}
