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

    /// <summary>Writes one group of bits after another.</summary>
    /// <param name="groups">Of each the bits, at most 56, above bit 8, and their number below it.</param>
    /// <param name="groupCount">How many.</param>
    public void PutAll(ulong* groups, int groupCount)
    {
        ulong pending = _pending;
        int free = _free;
        byte* next = Next;
        for (ulong* end = groups + groupCount; groups < end; groups++)
        {
            ulong bits = *groups >> 8;
            free -= (byte)*groups;
            if (free > 0)
            {
                pending |= bits << free;
                continue;
            }
            next = Write(next, pending | bits >> -free);
            pending = free == 0 ? 0 : bits << free;
            free += WordBits;
        }
        _pending = pending;
        _free = free;
        Next = next;
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
            Next = Write(Next, _pending | word >> (WordBits - free));
            _pending = free == WordBits ? 0 : word << free;
        }
        int rest = to - from;
        if (rest == 0)
            return;
        ulong last = LoadWord(data, from);
        ulong* groups = stackalloc ulong[2] { last >> 32 << 8 | 32, 0 };
        ulong tail = rest > 32 ? last << 32 >> (WordBits - (rest - 32)) : last >> (WordBits - rest);
        groups[1] = tail << 8 | (uint)(rest > 32 ? rest - 32 : rest);
        PutAll(rest > 32 ? groups : groups + 1, rest > 32 ? 2 : 1);
    }

    /// <summary>Writes ones up to the end of a byte, and everything that waits.</summary>
    public void Align()
    {
        int used = (WordBits - _free + 7) / 8;
        ulong word = _pending | (_free == WordBits ? 0 : (1ul << _free) - 1);
        Next = WriteStuffed(Next, word, used);
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
    private static byte* Write(byte* next, ulong word)
    {
        // A byte of ones is one whose complement is 0.
        if (((~word - 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080) != 0)
            return WriteStuffed(next, word);
        *(ulong*)next = BigEndian(word);
        return next + 8;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* WriteStuffed(byte* next, ulong word, int byteCount = sizeof(ulong))
    {
        for (int i = 0; i < byteCount; i++, word <<= 8)
        {
            *next++ = (byte)(word >> 56);
            if (next[-1] == 0xFF)
                *next++ = 0;
        }
        return next;
    }

    private static ulong BigEndian(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
