namespace RealtimeDetect.Relay.Uplink;

/// <summary>
/// Which sequence parameter set a picture is of: its slices name a picture parameter set, and that a sequence parameter set
/// (ITU-T H.264, 7.3.2.1.1, 7.3.2.2 and 7.3.3).
/// </summary>
/// <remarks><b>Errors:</b> bad input is a number out of range; no input makes it throw. NAL units come with their header byte.</remarks>
internal static class ParameterSetIds
{
    /// <summary>Sequence parameter sets are numbered below this.</summary>
    public const int Sequences = 32;

    /// <summary>Picture parameter sets are numbered below this.</summary>
    public const int Pictures = 256;

    // The numbers stand within the first few bytes.
    private const int BytesRead = 24;

    /// <summary>Number of a sequence parameter set.</summary>
    public static uint OfSequence(ReadOnlySpan<byte> nal)
    {
        Span<byte> plain = stackalloc byte[BytesRead];
        BitReader bits = Begin(nal, plain);
        bits.Bits(24);
        return bits.Unsigned();
    }

    /// <summary>Number of a picture parameter set, and of the sequence parameter set that it is for.</summary>
    public static (uint Picture, uint Sequence) OfPicture(ReadOnlySpan<byte> nal)
    {
        Span<byte> plain = stackalloc byte[BytesRead];
        BitReader bits = Begin(nal, plain);
        return (bits.Unsigned(), bits.Unsigned());
    }

    /// <summary>Number of the picture parameter set that a slice is of.</summary>
    public static uint OfSlice(ReadOnlySpan<byte> nal)
    {
        Span<byte> plain = stackalloc byte[BytesRead];
        BitReader bits = Begin(nal, plain);
        bits.Unsigned();
        bits.Unsigned();
        return bits.Unsigned();
    }

    private static BitReader Begin(ReadOnlySpan<byte> nal, Span<byte> plain) =>
        new(plain[..RawBytes.Unescape(nal[1..Math.Min(nal.Length, BytesRead + 1)], plain)]);
}
