using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Writes the coefficients of one block with given Huffman tables (T.81, F.1.2).</summary>
/// <remarks>Measured by <c>SpliceBenchmarks</c>; the oracle is libjpeg-turbo's decoding, in <c>SpliceFrameCodecTests</c>.</remarks>
internal static unsafe class BlockEncoder
{
    private const int EndOfBlock = 0x00, SixteenZeros = 0xF0;

    private static readonly ulong[] PlacesOf = MakePlaces();

    /// <summary>Writes one block: at most 64 pairs of 27 bits.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="block">64 coefficients, transposed; within 1023.</param>
    /// <param name="difference">The first coefficient less its predictor; within 4094.</param>
    /// <param name="dc">Table of differences.</param>
    /// <param name="ac">Table of the other coefficients.</param>
    /// <returns>False if a table lacks a symbol that is needed; what has been written is then of no use.</returns>
    public static bool TryWrite(ref BitWriter writer, short* block, int difference, HuffmanTable dc, HuffmanTable ac)
    {
        ulong pending = writer.Pending;
        int count = writer.Count;
        byte* next = writer.Next;
        ulong* codes = ac.Codes;
        ref byte order = ref MemoryMarshal.GetReference(ZigZag.Transposed);
        int missing = Put(dc.Codes, 0, difference, ref pending, ref count, ref next), before = 0;
        for (ulong present = Present(block); present != 0; present &= present - 1)
        {
            int place = BitOperations.TrailingZeroCount(present), zeros = place - before - 1;
            for (; zeros > 15; zeros -= 16)
                missing |= Put(codes, SixteenZeros, 0, ref pending, ref count, ref next);
            missing |= Put(codes, zeros << 4, block[Unsafe.Add(ref order, place)], ref pending, ref count, ref next);
            before = place;
        }
        if (before != ZigZag.BlockLength - 1)
            missing |= Put(codes, EndOfBlock, 0, ref pending, ref count, ref next);
        writer.Pending = pending;
        writer.Count = count;
        writer.Next = next;
        return missing >= 0;
    }

    /// <summary>Writes a first coefficient alone.</summary>
    /// <returns>False if the table lacks a symbol that is needed; what has been written is then of no use.</returns>
    public static bool TryWriteDifference(ref BitWriter writer, int difference, HuffmanTable dc) =>
        Put(dc.Codes, 0, difference, ref writer.Pending, ref writer.Count, ref writer.Next) >= 0;

    // A code and the bits of the value (T.81, F.1.2.1.1). Negative if there is no such code.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Put(ulong* codes, int symbol, int value, ref ulong pending, ref int count, ref byte* next)
    {
        int sign = value >> 31, bits = 32 - BitOperations.LeadingZeroCount((uint)((value ^ sign) - sign));
        ulong code = codes[symbol | bits];
        BitWriter.Put(ref pending, ref count, ref next, (code >> 8) | (uint)((value + sign) & ((1 << bits) - 1)), (byte)code);
        return (byte)code - 1;
    }

    // One bit for each place in the coded order that is not 0, but the first.
    private static ulong Present(short* block)
    {
        ulong present = 0;
        for (int column = 0; column < 8; column++)
        {
            Vector128<short> isZero = Vector128.Equals(Vector128.Load(block + 8 * column), Vector128<short>.Zero);
            present |= PlacesOf[(column << 8) | (int)(~isZero.ExtractMostSignificantBits() & 0xFF)];
        }
        return present & ~1ul;
    }

    // The places in the coded order of any set of rows of each column.
    private static ulong[] MakePlaces()
    {
        var places = new ulong[8 << 8];
        for (int place = 0; place < ZigZag.BlockLength; place++)
        {
            int column = ZigZag.Transposed[place] >> 3, row = ZigZag.Transposed[place] & 7;
            for (int rows = 0; rows < 256; rows++)
                places[(column << 8) | rows] |= (ulong)((rows >> row) & 1) << place;
        }
        return places;
    }
}
