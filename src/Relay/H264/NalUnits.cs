namespace RealtimeDetect.Relay.H264;

/// <summary>Takes an access unit in Annex B apart into its NAL units (ITU-T H.264, annex B), in one pass.</summary>
/// <param name="annexB">The unit; what stands before its first start code is left out.</param>
internal ref struct NalUnits(ReadOnlySpan<byte> annexB)
{
    /// <summary><c>nal_unit_type</c> of a slice of any other picture than an IDR one (table 7-1).</summary>
    public const int Slice = 1;

    /// <summary>The same of an IDR picture's slice.</summary>
    public const int IdrSlice = 5;

    /// <summary>The same of a sequence parameter set.</summary>
    public const int SequenceSet = 7;

    /// <summary>The same of a picture parameter set.</summary>
    public const int PictureSet = 8;

    /// <summary>The same of an access unit delimiter.</summary>
    public const int Delimiter = 9;

    private ReadOnlySpan<byte> _rest = After(annexB, annexB.IndexOf(StartCode));

    // Any number of zeros may stand before it; a NAL unit itself never ends with one.
    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    /// <summary>What kind of NAL unit one is.</summary>
    public static int TypeOf(ReadOnlySpan<byte> nal) => nal[0] & 0x1F;

    /// <summary>Gives the next one, which is not empty; false after the last.</summary>
    public bool TryNext(out ReadOnlySpan<byte> nal)
    {
        nal = default;
        while (nal.IsEmpty && !_rest.IsEmpty)
        {
            int end = _rest.IndexOf(StartCode);
            nal = (end < 0 ? _rest : _rest[..end]).TrimEnd((byte)0);
            _rest = After(_rest, end);
        }
        return !nal.IsEmpty;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> bytes, int startCode) => startCode < 0 ? [] : bytes[(startCode + StartCode.Length)..];
}
