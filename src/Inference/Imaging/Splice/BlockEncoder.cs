using System.Numerics;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Writes the coefficients of one block with given Huffman tables (T.81, F.1.2).</summary>
/// <remarks>Measured by <c>SpliceBenchmarks</c>; the oracle is libjpeg-turbo's decoding, in <c>SpliceFrameCodecTests</c>.</remarks>
internal static unsafe class BlockEncoder
{
    private const int EndOfBlock = 0x00, SixteenZeros = 0xF0;

    /// <summary>Writes one block: at most 64 pairs of 27 bits.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="block">64 coefficients, transposed; within 1023.</param>
    /// <param name="difference">The first coefficient less its predictor; within 4094.</param>
    /// <param name="dc">Table of differences.</param>
    /// <param name="ac">Table of the other coefficients.</param>
    /// <returns>False if a table lacks a symbol that is needed; what has been written is then of no use.</returns>
    public static bool TryWrite(ref BitWriter writer, short* block, int difference, HuffmanTable dc, HuffmanTable ac)
    {
        // Zero where a symbol has no code.
        int missing = 0;
        BitWriter target = writer;
        missing |= Put(ref target, dc.Codes, 0, difference);
        int* codes = ac.Codes;
        ulong present = Present(block);
        int before = 0;
        for (; present != 0; present &= present - 1)
        {
            int place = BitOperations.TrailingZeroCount(present), zeros = place - before - 1;
            for (; zeros > 15; zeros -= 16)
                missing |= Put(ref target, codes, SixteenZeros, 0);
            missing |= Put(ref target, codes, zeros << 4, block[ZigZag.Transposed[place]]);
            before = place;
        }
        if (before != ZigZag.BlockLength - 1)
            missing |= Put(ref target, codes, EndOfBlock, 0);
        writer = target;
        return missing >= 0;
    }

    // A code, then the bits of the value (T.81, F.1.2.1.1). Negative if there is no such code.
    private static int Put(ref BitWriter writer, int* codes, int symbol, int value)
    {
        int sign = value >> 31, bits = 32 - BitOperations.LeadingZeroCount((uint)((value ^ sign) - sign));
        int code = codes[symbol | bits];
        ulong both = ((ulong)(code >> 8) << bits) | (uint)((value + sign) & ((1 << bits) - 1));
        writer.Put(both, (code & 0xFF) + bits);
        return code - 1;
    }

    // One bit for each place in the coded order that is not 0, but the first.
    private static ulong Present(short* block)
    {
        ulong present = 0;
        ReadOnlySpan<byte> order = ZigZag.Transposed;
        for (int place = 1; place < ZigZag.BlockLength; place++)
            present |= (block[order[place]] != 0 ? 1ul : 0) << place;
        return present;
    }
}
