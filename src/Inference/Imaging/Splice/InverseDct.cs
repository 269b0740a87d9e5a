using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>
/// Turns a block of coefficients into samples: 8x8, or 4x4, 2x2 or 1 of them, each then the mean of the pixels that it stands for.
/// </summary>
/// <remarks>
/// <para>
/// A mean of neighbouring pixels is a weighted sum of the same cosines: the mean of two multiplies frequency k by cos(k pi / 16),
/// of four by cos(k pi / 8) as well, and at half the samples frequency 8 - k looks like k with the sign changed. The weights are
/// part of the factors that coefficients are multiplied by anyway, so 4x4 samples equal the means of the 8x8 but for rounding.
/// </para>
/// Measured by <c>SplicePassBenchmarks</c>; the oracle is in <c>InverseDctTests</c>.
/// </remarks>
internal static unsafe class InverseDct
{
    /// <summary>Number of reductions: by 1, 2, 4 and 8.</summary>
    public const int ReductionCount = 4;

    // Constants of Arai, Agui and Nakajima's flow graph, and cosines of the four-point transform.
    private const float Root2 = 1.414213562f, C2Twice = 1.847759065f, C2LessC6 = 1.082392200f, C2PlusC6 = 2.613125930f;
    private const float CosEighth = 0.923879533f, SinEighth = 0.382683433f;

    /// <summary>What a frequency along one side is multiplied by, besides the quantisation step.</summary>
    /// <param name="reductionLog2">0 to 3 for reductions by 1 to 8.</param>
    /// <param name="frequency">0 to 7.</param>
    public static double Weight(int reductionLog2, int frequency)
    {
        double angle = frequency * Math.PI / 16, first = Math.Sqrt(0.125);
        return (reductionLog2, frequency) switch
        {
            (0, _) => DctVectors.AanScale(frequency) * first,
            (_, 0) => first,
            (1, 4) or (3, _) => 0,
            (1, _) => 0.5 * Math.Cos(angle) * (frequency < 4 ? 1 : -1) * (frequency is 2 or 6 ? Math.Sqrt(0.5) : 1),
            _ => (frequency & 1) == 0 ? 0 : 0.5 * Math.Cos(angle) * Math.Cos(2 * angle) * Math.Cos(4 * angle),
        };
    }

    /// <summary>Writes the samples of a block.</summary>
    /// <param name="reductionLog2">0 to 3: 8x8, 4x4, 2x2 or 1 sample.</param>
    /// <param name="block">64 coefficients, transposed.</param>
    /// <param name="factors">64 factors made for this reduction.</param>
    /// <param name="destination">First sample.</param>
    /// <param name="stride">Bytes from row to row.</param>
    public static void Write(int reductionLog2, short* block, float* factors, byte* destination, nint stride)
    {
        if (reductionLog2 == 1)
            Write4(block, factors, destination, stride);
        else if (reductionLog2 == 0)
            Write8(block, factors, destination, stride);
        else if (reductionLog2 == 2)
            Write2(block, factors, destination, stride);
        else
            *destination = Level(*block, factors);
    }

    /// <summary>Writes the samples of a block that has no coefficient but the first.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteFlat(int reductionLog2, short* block, float* factors, byte* destination, nint stride)
    {
        byte level = Level(*block, factors);
        ulong eight = level * 0x0101_0101_0101_0101ul;
        int side = 8 >> reductionLog2;
        for (int y = 0; y < side; y++, destination += stride)
        {
            if (side == 8)
                *(ulong*)destination = eight;
            else if (side == 4)
                *(uint*)destination = (uint)eight;
            else
                new Span<byte>(destination, side).Fill(level);
        }
    }

    /// <summary>Writes the 4x4 samples of two blocks side by side, which costs little more than those of one.</summary>
    /// <param name="left">64 coefficients, transposed.</param>
    /// <param name="right">Those of the block beside it.</param>
    /// <param name="factors">64 factors made for a reduction by 2.</param>
    /// <param name="destination">First sample of the right block; those of the left are the four before.</param>
    /// <param name="stride">Bytes from row to row.</param>
    public static void WritePair(short* left, short* right, float* factors, byte* destination, nint stride)
    {
        Vector256<float> r0 = Folded(DctVectors.Dequantise(left, factors), DctVectors.Dequantise(right, factors));
        Vector256<float> r1 = Folded(Sum(left, factors, 8, 56), Sum(right, factors, 8, 56));
        Vector256<float> r2 = Folded(Sum(left, factors, 16, 48), Sum(right, factors, 16, 48));
        Vector256<float> r3 = Folded(Sum(left, factors, 24, 40), Sum(right, factors, 24, 40));
        Transform(ref r0, ref r1, ref r2, ref r3);
        DctVectors.Transpose(ref r0, ref r1, ref r2, ref r3);
        Transform(ref r0, ref r1, ref r2, ref r3);
        StoreRows(r0, r1, destination - 4, stride);
        StoreRows(r2, r3, destination - 4 + 2 * stride, stride);
    }

    private static byte Level(short first, float* factors) => (byte)Math.Clamp(first * factors[0] + 128.5f, 0, 255);

    private static void Write8(short* block, float* factors, byte* destination, nint stride)
    {
        Vector256<float> r0 = DctVectors.Dequantise(block, factors), r1 = DctVectors.Dequantise(block + 8, factors + 8);
        Vector256<float> r2 = DctVectors.Dequantise(block + 16, factors + 16), r3 = DctVectors.Dequantise(block + 24, factors + 24);
        Vector256<float> r4 = DctVectors.Dequantise(block + 32, factors + 32), r5 = DctVectors.Dequantise(block + 40, factors + 40);
        Vector256<float> r6 = DctVectors.Dequantise(block + 48, factors + 48), r7 = DctVectors.Dequantise(block + 56, factors + 56);
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        DctVectors.Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        StoreRows(r0, r1, destination, stride);
        StoreRows(r2, r3, destination + 2 * stride, stride);
        StoreRows(r4, r5, destination + 4 * stride, stride);
        StoreRows(r6, r7, destination + 6 * stride, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRows(Vector256<float> first, Vector256<float> second, byte* destination, nint stride)
    {
        Vector128<ulong> rows = DctVectors.ToBytes(first, second).AsUInt64();
        *(ulong*)destination = rows.ToScalar();
        *(ulong*)(destination + stride) = rows.GetElement(1);
    }

    // Eight-point inverse of Arai, Agui and Nakajima, along the vectors' index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(
        ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3,
        ref Vector256<float> r4, ref Vector256<float> r5, ref Vector256<float> r6, ref Vector256<float> r7)
    {
        Vector256<float> sum = r0 + r4, difference = r0 - r4, sum26 = r2 + r6, difference26 = (r2 - r6) * Root2 - sum26;
        Vector256<float> e0 = sum + sum26, e3 = sum - sum26, e1 = difference + difference26, e2 = difference - difference26;

        Vector256<float> z13 = r5 + r3, z10 = r5 - r3, z11 = r1 + r7, z12 = r1 - r7, z5 = (z10 + z12) * C2Twice;
        Vector256<float> o0 = z11 + z13, o1 = z5 - z10 * C2PlusC6 - o0, o2 = (z11 - z13) * Root2 - o1, o3 = z5 - z12 * C2LessC6 - o2;

        (r0, r7, r1, r6) = (e0 + o0, e0 - o0, e1 + o1, e1 - o1);
        (r2, r5, r3, r4) = (e2 + o2, e2 - o2, e3 + o3, e3 - o3);
    }

    // The same arithmetic as for two, on the lower halves of the vectors.
    private static void Write4(short* block, float* factors, byte* destination, nint stride)
    {
        Vector256<float> r0 = DctVectors.Dequantise(block, factors), r1 = Sum(block, factors, 8, 56);
        Vector256<float> r2 = Sum(block, factors, 16, 48), r3 = Sum(block, factors, 24, 40);
        (r0, r1, r2, r3) = (Folded(r0, r0), Folded(r1, r1), Folded(r2, r2), Folded(r3, r3));
        Transform(ref r0, ref r1, ref r2, ref r3);
        DctVectors.Transpose(ref r0, ref r1, ref r2, ref r3);
        Transform(ref r0, ref r1, ref r2, ref r3);
        Vector128<uint> rows = DctVectors.ToBytes(r0, r1).AsUInt32(), moreRows = DctVectors.ToBytes(r2, r3).AsUInt32();
        *(uint*)destination = rows.ToScalar();
        *(uint*)(destination + stride) = rows.GetElement(2);
        *(uint*)(destination + 2 * stride) = moreRows.ToScalar();
        *(uint*)(destination + 3 * stride) = moreRows.GetElement(2);
    }

    // Two columns of frequencies that look alike at half the samples.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sum(short* block, float* factors, int first, int second) =>
        DctVectors.Dequantise(block + first, factors + first) + DctVectors.Dequantise(block + second, factors + second);

    // Of two blocks the frequencies 0 to 3, with 7, 6 and 5 added to 1, 2 and 3; that of 4 has the weight 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Folded(Vector256<float> left, Vector256<float> right)
    {
        var low = Vector256.Create(left.GetLower(), right.GetLower());
        var high = Vector256.Create(left.GetUpper(), right.GetUpper());
        return low + Vector256.Shuffle(high, Vector256.Create(0, 3, 2, 1, 4, 7, 6, 5));
    }

    // Four-point inverse, along the vectors' index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3)
    {
        Vector256<float> e0 = r0 + r2, e1 = r0 - r2, o0 = r1 * CosEighth + r3 * SinEighth, o1 = r1 * SinEighth - r3 * CosEighth;
        (r0, r1, r2, r3) = (e0 + o0, e1 + o1, e1 - o1, e0 - o0);
    }

    // Even frequencies but the first have the weight 0.
    private static void Write2(short* block, float* factors, byte* destination, nint stride)
    {
        Vector256<float> first = DctVectors.Dequantise(block, factors);
        Vector256<float> odd = DctVectors.Dequantise(block + 8, factors + 8) + DctVectors.Dequantise(block + 24, factors + 24)
            + DctVectors.Dequantise(block + 40, factors + 40) + DctVectors.Dequantise(block + 56, factors + 56);
        Vector256<float> left = first + odd, right = first - odd, signs = Vector256.Create(1f, -1f, 1f, -1f, 1f, -1f, 1f, -1f);
        var samples = Vector256.Create(
            Vector256.Sum(left), Vector256.Sum(right), Vector256.Sum(left * signs), Vector256.Sum(right * signs), 0, 0, 0, 0);
        uint bytes = DctVectors.ToBytes(samples, samples).AsUInt32().ToScalar();
        *(ushort*)destination = (ushort)bytes;
        *(ushort*)(destination + stride) = (ushort)(bytes >> 16);
    }
}
