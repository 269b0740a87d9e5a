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
        nint place = 0;
        int entry = ReadBlock(ref reader, dc.Lookup, ac.Lookup, block, ref place, out difference);
        if (entry == 0 && !TryReadSlowly(ref reader, dc, block, ref place, out difference))
            return Invalid;
        if (entry == 0)
            entry = ReadRun(ref reader, ac.Lookup, block, ref place);
        while ((byte)entry == 0)
        {
            int before = (int)place;
            if (!TryReadSlowly(ref reader, ac, block, ref place, out int value))
                return Invalid;
            if (place >= LastPlace)
                return place >= HuffmanTable.Beyond + before ? before : Ending(place, value);
            entry = ReadRun(ref reader, ac.Lookup, block, ref place);
        }
        return Advance(entry) == HuffmanTable.Beyond ? (int)place : Ending(place, block[LastPlace]);
    }

    // A block may end without saying so at its last place, where there is a value then.
    private static int Ending(nint place, int value) => place == LastPlace && value != 0 ? LastPlace : Invalid;

    // The difference and all entries up to one that ends the run. Its own method, with no call in it: all it works with then stays in
    // registers. Gives 0, and takes nothing, if the difference needs the slow way.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadBlock(ref BitReader reader, int* dc, int* ac, short* block, ref nint place, out int difference)
    {
        ulong window = reader.Window;
        byte* next = reader.Next;
        int count = reader.Count;
        BitReader.Refill(ref window, ref next, ref count);
        int entry = dc[window >> (64 - HuffmanTable.LookupBits)];
        difference = (short)((int)(window >> -entry) + (entry >> 16));
        if ((byte)entry == 0)
            return 0;
        window <<= entry;
        count -= (byte)entry;
        entry = Run(ref window, ref next, ref count, ac, block, ref place);
        reader.Window = window;
        reader.Next = next;
        reader.Count = count;
        return entry;
    }

    // All entries up to one that ends the run.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadRun(ref BitReader reader, int* ac, short* block, ref nint place)
    {
        ulong window = reader.Window;
        byte* next = reader.Next;
        int count = reader.Count;
        int entry = Run(ref window, ref next, ref count, ac, block, ref place);
        reader.Window = window;
        reader.Next = next;
        reader.Count = count;
        return entry;
    }

    // Takes entries of the lookup until one ends the block, leads to its last place or beyond, or says nothing. Two entries take
    // 2 x (11 + 10) bits at most, and 56 are there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run(ref ulong window, ref byte* next, ref int count, int* ac, short* block, ref nint place)
    {
        nint at = place;
        int entry;
        ref byte order = ref MemoryMarshal.GetReference(ZigZag.Transposed);
        do
        {
            BitReader.Refill(ref window, ref next, ref count);
            if (Take(ref window, ref count, ac, block, ref order, ref at, out entry))
                break;
        }
        while (!Take(ref window, ref count, ac, block, ref order, ref at, out entry));
        place = Advance(entry) == HuffmanTable.Beyond ? at - HuffmanTable.Beyond : at;
        return entry;
    }

    // Takes one entry; true if it was the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Take(ref ulong window, ref int count, int* ac, short* block, ref byte order, ref nint at, out int entry)
    {
        entry = ac[window >> (64 - HuffmanTable.LookupBits)];
        at += Advance(entry);
        block[Unsafe.Add(ref order, at)] = (short)((int)(window >> -entry) + (entry >> 16));
        window <<= entry;
        count -= (byte)entry;
        return at >= LastPlace;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Advance(int entry) => (entry >> 8) & 0xFF;

    // A code that the lookup does not have. False if there is none.
    private static bool TryReadSlowly(ref BitReader reader, HuffmanTable table, short* block, ref nint place, out int value)
    {
        reader.Refill();
        int symbol = table.FindSymbol((int)(reader.Window >> 48), out int length);
        value = 0;
        if (symbol < 0)
            return false;
        reader.Skip(length);
        value = HuffmanTable.ValueOf(reader.Window, symbol & 15);
        reader.Skip(symbol & 15);
        if (table.IsDc)
            return true;
        place += table.AdvanceOf(symbol);
        block[ZigZag.Transposed[(int)place]] = (short)value;
        return true;
    }
}
