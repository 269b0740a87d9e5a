namespace RealtimeDetect.Relay.Recording.Mp4;

/// <summary>What a decoder must know before the first unit of an H.264 stream: its parameter sets.</summary>
/// <param name="sequence">The sequence parameter set (SPS), without a start code.</param>
/// <param name="picture">The picture parameter set (PPS), likewise.</param>
/// <remarks><b>Threading:</b> immutable.</remarks>
internal sealed class AvcParameters(byte[] sequence, byte[] picture)
{
    // ISO/IEC 14496-15, 5.3.3.1: profiles whose record also tells the chroma format.
    private const byte FirstHighProfile = 100;

    /// <summary>Whether another stream's sets are the same, so that its units may follow in one file.</summary>
    public bool Equal(AvcParameters other) => sequence.AsSpan().SequenceEqual(other.Sequence) && picture.AsSpan().SequenceEqual(other.Picture);

    /// <summary>The SPS.</summary>
    public ReadOnlySpan<byte> Sequence => sequence;

    /// <summary>The PPS.</summary>
    public ReadOnlySpan<byte> Picture => picture;

    /// <summary>Writes the box <c>avcC</c>: both sets, and that a unit's length has four bytes.</summary>
    public void WriteBox(BoxWriter boxes)
    {
        byte profile = sequence[1];
        // Version; profile, compatibility and level from the SPS; four length bytes; one SPS.
        boxes.Begin("avcC"u8).Bytes([1, profile, sequence[2], sequence[3], 0xFF, 0xE1]).UInt16(sequence.Length).Bytes(sequence)
            .Bytes([1]).UInt16(picture.Length).Bytes(picture);
        // 4:2:0, eight bits, no extension: what the encoders here make.
        if (profile >= FirstHighProfile)
            boxes.Bytes([0xFD, 0xF8, 0xF8, 0]);
        boxes.End();
    }
}
