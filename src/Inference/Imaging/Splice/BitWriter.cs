using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Writes bits into memory, as they are before <see cref="ByteStuffing"/>.</summary>
/// <remarks>
/// Measured by <c>SpliceBenchmarks</c>; the oracle is in <c>BitWriterTests</c>. <b>Ownership:</b> the caller makes sure of the room:
/// the bytes, and <see cref="Room"/> more.
/// </remarks>
internal unsafe struct BitWriter(byte* next)
{
    /// <summary>Bytes that may be written after the last one, and those of bits that waited.</summary>
    public const int Room = 64;

    /// <summary>Most bits that may be put at once: with 7 that wait, one less than a word.</summary>
    public const int MaxPut = 56;

    /// <summary>Bits that wait for a whole byte, from the top; zeros below.</summary>
    public ulong Pending;

    /// <summary>How many there are: 0 to 7.</summary>
    public int Count;

    /// <summary>Where the next byte goes.</summary>
    public byte* Next = next;

    /// <summary>Writes bits.</summary>
    /// <param name="pending"><see cref="Pending"/>, or a copy that stays in a register.</param>
    /// <param name="count"><see cref="Count"/>, likewise.</param>
    /// <param name="next"><see cref="Next"/>, likewise.</param>
    /// <param name="bits">The bits; zeros above.</param>
    /// <param name="length">How many: 1 to <see cref="MaxPut"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ref ulong pending, ref int count, ref byte* next, ulong bits, int length)
    {
        count += length;
        pending |= bits << -count;
        *(ulong*)next = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(pending) : pending;
        next += count >> 3;
        pending <<= count & 56;
        count &= 7;
    }

    /// <summary>Writes bits that stand elsewhere.</summary>
    /// <param name="data">The first byte there; 40 readable bytes follow the last bit's.</param>
    /// <param name="from">First bit.</param>
    /// <param name="to">First bit not to be written.</param>
    public void Copy(byte* data, int from, int to)
    {
        int head = Math.Min((8 - Count) & 7, to - from);
        if (head > 0)
            Put(ref Pending, ref Count, ref Next, BitsAt(data, from, head), head);
        from += head;
        int length = (to - from) >> 3, shift = from & 7;
        CopyBytes(data + (from >> 3), shift, length, Next);
        Next += length;
        from += 8 * length;
        if (from < to)
            Put(ref Pending, ref Count, ref Next, BitsAt(data, from, to - from), to - from);
    }

    /// <summary>Writes ones up to the end of a byte.</summary>
    public void Align()
    {
        if (Count > 0)
            Put(ref Pending, ref Count, ref Next, 0xFFul >> Count, 8 - Count);
    }

    // At most 7 bits.
    private static ulong BitsAt(byte* data, int from, int length)
    {
        int two = data[from >> 3] << 8 | data[(from >> 3) + 1];
        return (ulong)(uint)(two >> (16 - (from & 7) - length)) & ((1ul << length) - 1);
    }

    // Each byte is made of two neighbours; a vector too much may be written. Words shift the bytes, whose bits from next door are masked.
    private static void CopyBytes(byte* source, int shift, int length, byte* target)
    {
        var upper = Vector256.Create((byte)(0xFF << shift));
        var lower = Vector256.Create((byte)(0xFF >> (8 - shift)));
        for (int at = 0; at < length; at += Vector256<byte>.Count)
        {
            Vector256<byte> first = (Vector256.Load(source + at).AsUInt16() << shift).AsByte() & upper;
            Vector256<byte> second = (Vector256.Load(source + at + 1).AsUInt16() >> (8 - shift)).AsByte() & lower;
            (first | second).Store(target + at);
        }
    }
}
