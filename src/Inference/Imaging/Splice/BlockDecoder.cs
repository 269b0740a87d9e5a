using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Reads the coefficients of one block.</summary>
/// <remarks>
/// Measured by <c>SplicePassBenchmarks</c>; the oracle is libjpeg-turbo's decoding, in <c>SpliceFrameCodecTests</c>. Whatever
/// the bits are, all addresses stay inside: a lookup index has <see cref="HuffmanTable.LookupBits"/> bits; a place is at most
/// 62 + 16 + <see cref="HuffmanTable.Beyond"/> and so has an entry in the zig-zag, whose entries are at most 64; and a block takes
/// no more than 64 x 27 bits and a pair that is given back, for which <see cref="EntropyData.SlackBytes"/> has room after the end.
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
    /// <remarks>
    /// No call is in it but one at the end: all it works with stays in registers. After a refill 56 bits are there; a look takes 11 + 9
    /// at most, and a long code with its value 27.
    /// </remarks>
    public static int Read(ref BitReader reader, HuffmanTable dc, HuffmanTable ac, short* block, out int difference)
    {
        ulong window = reader.Window;
        byte* next = reader.Next;
        int count = reader.Count;
        BitReader.Refill(ref window, ref next, ref count);
        if (!TryTakeDifference(ref window, ref count, dc, out difference))
            return Invalid;
        nint at = 0;
        ulong* pairs = ac.Pairs;
        ref byte order = ref MemoryMarshal.GetReference(ZigZag.Transposed);
        ulong entry;
        while (true)
        {
            while (!Take(ref window, ref count, pairs, block, ref order, ref at, out entry))
            {
                BitReader.Refill(ref window, ref next, ref count);
                if (Take(ref window, ref count, pairs, block, ref order, ref at, out entry))
                    break;
            }
            if ((byte)entry != 0)
                break;
            BitReader.Refill(ref window, ref next, ref count);
            if (!TryTakeLong(ref window, ref count, ac, out int symbol, out int value))
                return Invalid;
            at += symbol == 0 ? 0 : (symbol >> 4) + 1 - HuffmanTable.Beyond;
            block[Unsafe.Add(ref order, at)] = (short)value;
            if (at >= LastPlace)
                break;
            BitReader.Refill(ref window, ref next, ref count);
        }
        reader.Window = window;
        reader.Next = next;
        reader.Count = count;
        at -= HuffmanTable.Beyond;
        return (nuint)at < LastPlace ? (int)at : EndAtLastPlace(ref reader, entry, at + HuffmanTable.Beyond, block);
    }

    /// <summary>First bit after the difference of a block that has been read before.</summary>
    public static int SkipDifference(byte* data, int start, HuffmanTable dc)
    {
        var reader = new BitReader(data, start);
        TryTakeDifference(ref reader.Window, ref reader.Count, dc, out _);
        return reader.Position;
    }

    // Takes one entry; true if it led to the last place or beyond, or if it says nothing, which leads beyond too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Take(ref ulong window, ref int count, ulong* pairs, short* block, ref byte order, ref nint at, out ulong entry)
    {
        entry = pairs[window >> (64 - HuffmanTable.LookupBits)];
        at += (byte)(entry >> 16);
        block[Unsafe.Add(ref order, at)] = (short)((int)(window >> (int)(entry >> 8)) + (int)(entry >> 32));
        at += (byte)(entry >> 24);
        block[Unsafe.Add(ref order, at)] = (short)((int)(window >> -(int)entry) + (int)(entry >> 48));
        window <<= (int)entry;
        count -= (byte)entry;
        return at >= LastPlace;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTakeDifference(ref ulong window, ref int count, HuffmanTable dc, out int difference)
    {
        int entry = dc.Lookup[window >> (64 - HuffmanTable.LookupBits)];
        difference = (short)((int)(window >> -entry) + (entry >> 16));
        window <<= entry;
        count -= (byte)entry;
        return (byte)entry != 0 || TryTakeLong(ref window, ref count, dc, out _, out difference);
    }

    // A code that the lookup does not have, and its value. False if there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTakeLong(ref ulong window, ref int count, HuffmanTable table, out int symbol, out int value)
    {
        int code = table.FindLong((int)(window >> 48)), length = code >> 8;
        symbol = (byte)code;
        window <<= length;
        value = HuffmanTable.ValueOf(window, symbol & 15);
        window <<= symbol & 15;
        count -= length + (symbol & 15);
        return code != 0;
    }

    // A block may end without saying so at its last place, where there is a value then. What was taken after that is the next block's.
    private static int EndAtLastPlace(ref BitReader reader, ulong entry, nint at, short* block)
    {
        int second = (byte)(entry >> 24);
        if (second != 0 && at - second >= LastPlace)
        {
            reader.Back((byte)entry + (byte)(entry >> 8) - 64);
            at -= second;
        }
        return at == LastPlace && block[LastPlace] != 0 ? LastPlace : Invalid;
    }
}
