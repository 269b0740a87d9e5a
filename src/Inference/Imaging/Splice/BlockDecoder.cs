using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Reads the coefficients of one block.</summary>
/// <remarks>
/// Measured by <c>SplicePassBenchmarks</c>; the oracle is libjpeg-turbo's decoding, in <c>SpliceFrameCodecTests</c>. Whatever
/// the bits are, all addresses stay inside: a lookup index has <see cref="HuffmanTable.LookupBits"/> bits; a place is at most
/// 62 + 64 and so has an entry in the zig-zag, whose entries are at most 64; and a block takes no more than 64 x 27 bits, for
/// which <see cref="EntropyData.SlackBytes"/> has room after the end.
/// </remarks>
internal static unsafe class BlockDecoder
{
    /// <summary>Returned for bits that are no block.</summary>
    public const int Invalid = -1;

    /// <summary>Coefficients of a block, and one that takes what is stored beyond its end.</summary>
    public const int BufferLength = ZigZag.BlockLength + 16;

    private const int LastPlace = ZigZag.BlockLength - 1;

    /// <summary>Reads one block and moves on by it.</summary>
    /// <param name="reader">The place.</param>
    /// <param name="dc">Table of differences.</param>
    /// <param name="ac">Table of the other coefficients.</param>
    /// <param name="block">Receives the coefficients but the first, transposed; zeros before. <see cref="BufferLength"/> long.</param>
    /// <param name="difference">Receives the first coefficient's difference.</param>
    /// <returns>Place of the last coefficient that is there, 0 for the first alone; or <see cref="Invalid"/>.</returns>
    public static int Read(ref BitReader reader, HuffmanTable dc, HuffmanTable ac, short* block, out int difference)
    {
        reader.Refill();
        int entry = dc.Lookup[reader.Window >> (64 - HuffmanTable.LookupBits)], place = 0;
        if ((byte)entry == 0)
            entry = FindEntry(reader.Window, dc);
        difference = Value(reader.Window, entry);
        reader.Skip((byte)entry);
        while (entry != 0)
        {
            entry = ReadRun(ref reader, ac.Lookup, block, ref place);
            if ((byte)entry != 0)
                return IsEnd(entry) || place == LastPlace ? place : Invalid;
            reader.Refill();
            entry = FindEntry(reader.Window, ac);
            if (IsEnd(entry) || entry == 0)
                break;
            place += Advance(entry);
            block[ZigZag.Transposed[place]] = (short)Value(reader.Window, entry);
            reader.Skip((byte)entry);
            if (place >= LastPlace)
                return place == LastPlace ? place : Invalid;
        }
        reader.Skip((byte)entry);
        return entry == 0 ? Invalid : place;
    }

    // Takes entries of the lookup until one ends the block, leads to its last place or beyond, or says nothing. Its own method, with
    // no call in it: all it works with then stays in registers. Two entries take 2 x (10 + 10) bits at most, and 56 are there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadRun(ref BitReader reader, int* lookup, short* block, ref int place)
    {
        ulong window = reader.Window;
        byte* next = reader.Next;
        int count = reader.Count, at = place, entry;
        ref byte order = ref MemoryMarshal.GetReference(ZigZag.Transposed);
        do
        {
            BitReader.Refill(ref window, ref next, ref count);
            if (Take(lookup, block, ref order, ref window, ref count, ref at, out entry))
                break;
        }
        while (!Take(lookup, block, ref order, ref window, ref count, ref at, out entry));
        reader.Window = window;
        reader.Next = next;
        reader.Count = count;
        place = Advance(entry) == HuffmanTable.Beyond ? at - HuffmanTable.Beyond : at;
        return entry;
    }

    // Takes one entry; true if it was the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Take(int* lookup, short* block, ref byte order, ref ulong window, ref int count, ref int at, out int entry)
    {
        entry = lookup[window >> (64 - HuffmanTable.LookupBits)];
        at += Advance(entry);
        block[Unsafe.Add(ref order, at)] = (short)HuffmanTable.ValueOf(window, entry);
        window <<= entry;
        count -= (byte)entry;
        return at >= LastPlace;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Advance(int entry) => (entry >> 8) & 0xFF;

    private static bool IsEnd(int entry) => Advance(entry) == HuffmanTable.Beyond;

    private static int Value(ulong window, int entry) => (entry & 0xFF_0000) == 0 ? 0 : HuffmanTable.ValueOf(window, entry);

    // Codes that the lookup does not have. Gives an entry as the lookup would, or 0 for no code.
    private static int FindEntry(ulong window, HuffmanTable table)
    {
        int symbol = table.FindSymbol((int)(window >> 48), out int length);
        return symbol < 0 ? 0 : table.EntryOf(symbol, length);
    }
}
