using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Writes bits into memory, with a zero byte after each byte of ones.</summary>
/// <remarks>
/// Measured by <c>SpliceBenchmarks</c>; the oracle is in <c>BitWriterTests</c>. <b>Ownership:</b> the caller makes sure of the room:
/// twice the bytes, rounded up to a word, plus <see cref="WordRoom"/>.
/// </remarks>
internal unsafe struct BitWriter(byte* next)
{
    /// <summary>Bytes that a word may take.</summary>
    public const int WordRoom = 16;

    // Bits of a word.
    private const int WordBits = 64;

    // Bits that wait for a whole word, from the top, and how many more fit: 1 to 64.
    private ulong _pending;
    private int _free = WordBits;

    /// <summary>Where the next byte goes.</summary>
    public byte* Next = next;

    /// <summary>Writes up to 56 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ulong bits, int count)
    {
        int free = _free - count;
        if (free > 0)
        {
            _pending |= bits << free;
            _free = free;
            return;
        }
        WriteWord(_pending | bits >> -free);
        _free = free + WordBits;
        _pending = free == 0 ? 0 : bits << _free;
    }

    /// <summary>Writes bits that stand elsewhere.</summary>
    /// <param name="data">The first byte there; 9 readable bytes follow the last bit's.</param>
    /// <param name="from">First bit.</param>
    /// <param name="to">First bit not to be written.</param>
    public void Copy(byte* data, int from, int to)
    {
        int free = _free;
        for (; to - from >= WordBits; from += WordBits)
        {
            ulong word = LoadWord(data, from);
            WriteWord(_pending | word >> (WordBits - free));
            _pending = free == WordBits ? 0 : word << free;
        }
        for (int rest = to - from; rest > 0; from += 32, rest -= 32)
            Put(LoadWord(data, from) >> (WordBits - Math.Min(rest, 32)), Math.Min(rest, 32));
    }

    /// <summary>Writes ones up to the end of a byte, and everything that waits.</summary>
    public void Align()
    {
        int used = (WordBits - _free + 7) / 8;
        ulong word = _pending | (_free == WordBits ? 0 : (1ul << _free) - 1);
        for (int i = 0; i < used; i++, word <<= 8)
            WriteByte((byte)(word >> 56));
        (_pending, _free) = (0, WordBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LoadWord(byte* data, int position)
    {
        byte* at = data + (position >> 3);
        int shift = position & 7;
        return BigEndian(*(ulong*)at) << shift | (ulong)at[8] >> (8 - shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteWord(ulong word)
    {
        // A byte of ones is one whose complement is 0.
        if (((~word - 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080) != 0)
        {
            for (int i = 0; i < 8; i++, word <<= 8)
                WriteByte((byte)(word >> 56));
            return;
        }
        *(ulong*)Next = BigEndian(word);
        Next += 8;
    }

    private void WriteByte(byte value)
    {
        *Next++ = value;
        if (value == 0xFF)
            *Next++ = 0;
    }

    private static ulong BigEndian(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
