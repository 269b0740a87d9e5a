namespace RealtimeDetect.Relay.Uplink;

/// <summary>Reads the bits of an H.264 parameter set (ITU-T H.264, 7.2 and 9.1).</summary>
/// <remarks><b>Errors:</b> what lies beyond the end reads as zeros and sets <see cref="IsPastEnd"/>.</remarks>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Most zeros before an Exp-Golomb code's first one that a 32-bit value can have.</summary>
    private const int MaxLeadingZeros = 31;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Whether more was read than there is.</summary>
    public readonly bool IsPastEnd => _position > _bytes.Length * 8;

    /// <summary>Reads one bit.</summary>
    public bool Flag() => Bits(1) == 1;

    /// <summary>Reads an unsigned number of at most 32 bits.</summary>
    public uint Bits(int count)
    {
        uint value = 0;
        for (int i = 0; i < count; i++, _position++)
        {
            int at = _position >> 3;
            int bit = at < _bytes.Length ? (_bytes[at] >> (7 - (_position & 7))) & 1 : 0;
            value = (value << 1) | (uint)bit;
        }
        return value;
    }

    /// <summary>Reads an unsigned Exp-Golomb code.</summary>
    public uint Unsigned()
    {
        int zeros = 0;
        while (!Flag())
        {
            if (++zeros > MaxLeadingZeros)
            {
                _position = _bytes.Length * 8 + 1;
                return 0;
            }
        }
        return (1u << zeros) - 1 + Bits(zeros);
    }

    /// <summary>Reads a signed Exp-Golomb code.</summary>
    public int Signed()
    {
        uint code = Unsigned();
        return (code & 1) == 1 ? (int)((code >> 1) + 1) : -(int)(code >> 1);
    }
}
