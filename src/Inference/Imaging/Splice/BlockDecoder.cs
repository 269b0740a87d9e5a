using System.Runtime.CompilerServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Reads the coefficients of one block.</summary>
/// <remarks>
/// Measured by <c>SplicePassBenchmarks</c>; the oracle is libjpeg-turbo's decoding, in <c>SpliceFrameCodecTests</c>. Whatever
/// the bits are, all addresses stay inside: a lookup index has <see cref="HuffmanTable.LookupBits"/> bits, a place is at most
/// 62 + 16 and so has an entry in the zig-zag, whose entries are below 64, and a block takes no more than 64 x 27 bits, for which
/// <see cref="EntropyData.SlackBytes"/> has room after the end.
/// </remarks>
internal static unsafe class BlockDecoder
{
    /// <summary>Returned for bits that are no block.</summary>
    public const int Invalid = -1;

    // Bits that must be there before a code and its value are taken: 16 + 11.
    private const int LongestPair = 27;

    private const int LastPlace = ZigZag.BlockLength - 1;

    /// <summary>Reads one block and moves on by it.</summary>
    /// <param name="reader">The place.</param>
    /// <param name="dc">Table of differences.</param>
    /// <param name="ac">Table of the other coefficients.</param>
    /// <param name="block">Receives the coefficients but the first, transposed; 64 zeros before.</param>
    /// <param name="difference">Receives the first coefficient's difference.</param>
    /// <returns>Place of the last coefficient that is there, 0 for the first alone; or <see cref="Invalid"/>.</returns>
    [SkipLocalsInit]
    public static int Read(ref BitReader reader, HuffmanTable dc, HuffmanTable ac, short* block, out int difference)
    {
        ulong window = reader.Window;
        byte* next = reader.Next;
        int count = reader.Count, place = 0, end = Invalid;
        ref byte order = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(ZigZag.Transposed);

        if (count < LongestPair)
            BitReader.Refill(ref window, ref next, ref count);
        int entry = dc.Lookup[window >> (64 - HuffmanTable.LookupBits)];
        if (entry == 0)
            entry = ReadSlowly(window, dc);
        difference = entry >> 16;
        window <<= entry;
        count -= (byte)entry;
        int* lookup = ac.Lookup;
        while (entry != 0)
        {
            if (count < LongestPair)
                BitReader.Refill(ref window, ref next, ref count);
            entry = lookup[window >> (64 - HuffmanTable.LookupBits)];
            if (entry == 0)
                entry = ReadSlowly(window, ac);
            window <<= entry;
            count -= (byte)entry;
            if ((entry & 0xFF00) == 0)
            {
                end = entry == 0 ? Invalid : place;
                break;
            }
            place += (entry >> 8) & 0xFF;
            block[Unsafe.Add(ref order, place)] = (short)(entry >> 16);
            if (place < LastPlace)
                continue;
            end = place == LastPlace && entry >> 16 != 0 ? place : Invalid;
            break;
        }
        reader.Window = window;
        reader.Next = next;
        reader.Count = count;
        return end;
    }

    // Codes that do not fit the lookup together with their value. Gives an entry as the lookup would, or 0.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadSlowly(ulong window, HuffmanTable table)
    {
        int symbol = table.FindSymbol((int)(window >> 48), out int length);
        if (symbol < 0)
            return 0;
        int valueBits = symbol & 15, advance = (symbol >> 4) + 1;
        if (symbol == 0 && !table.IsDc)
            return HuffmanTable.EndOfBlock | length;
        int value = valueBits == 0 ? 0 : HuffmanTable.Extend((int)(window << length >> (64 - valueBits)), valueBits);
        return (value << 16) | (advance << 8) | (length + valueBits);
    }
}
