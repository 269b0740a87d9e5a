using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>What both transforms need of vectors: AVX where the processor has it, else plain code that gives the same.</summary>
/// <remarks>Measured by <c>SplicePassBenchmarks</c>; the oracles are in <c>InverseDctTests</c> and <c>ForwardDctTests</c>.</remarks>
internal static unsafe class DctVectors
{
    // The scale factors of Arai, Agui and Nakajima's transform: 1, then sqrt(2) cos(k pi / 16).
    private static readonly double[] AanScales = [1, .. Enumerable.Range(1, 7).Select(k => Math.Sqrt(2) * Math.Cos(k * Math.PI / 16))];

    /// <summary>The scale factor of a frequency in Arai, Agui and Nakajima's transform.</summary>
    public static double AanScale(int frequency) => AanScales[frequency];

    /// <summary>Eight coefficients times eight factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Dequantise(short* coefficients, float* factors)
    {
        Vector256<int> values;
        if (Avx2.IsSupported)
        {
            values = Avx2.ConvertToVector256Int32(coefficients);
        }
        else
        {
            (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(Vector128.Load(coefficients));
            values = Vector256.Create(lower, upper);
        }
        return Vector256.ConvertToSingle(values) * Vector256.Load(factors);
    }

    /// <summary>Sixteen samples around 0, rounded and moved to 0 to 255, as bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBytes(Vector256<float> first, Vector256<float> second)
    {
        Vector128<short> words0 = ToWords(first), words1 = ToWords(second);
        return Sse2.IsSupported ? Sse2.PackUnsignedSaturate(words0, words1) : Vector128.Narrow(words0.AsUInt16(), words1.AsUInt16());
    }

    /// <summary>Swaps rows and columns of two blocks of 4x4, one in the lower halves of four vectors and one in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3)
    {
        if (!Avx.IsSupported)
        {
            (Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) = Transposed(r0.GetLower(), r1.GetLower(), r2.GetLower(), r3.GetLower());
            (Vector128<float> e, Vector128<float> f, Vector128<float> g, Vector128<float> h) = Transposed(r0.GetUpper(), r1.GetUpper(), r2.GetUpper(), r3.GetUpper());
            (r0, r1, r2, r3) = (Vector256.Create(a, e), Vector256.Create(b, f), Vector256.Create(c, g), Vector256.Create(d, h));
            return;
        }
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        r0 = Avx.Shuffle(a0, a2, 0x44);
        r1 = Avx.Shuffle(a0, a2, 0xEE);
        r2 = Avx.Shuffle(a1, a3, 0x44);
        r3 = Avx.Shuffle(a1, a3, 0xEE);
    }

    /// <summary>Swaps rows and columns of eight vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(
        ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3,
        ref Vector256<float> r4, ref Vector256<float> r5, ref Vector256<float> r6, ref Vector256<float> r7)
    {
        if (!Avx.IsSupported)
        {
            TransposePlainly(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
            return;
        }
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE), b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE), b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);
        r0 = Avx.Permute2x128(b0, b4, 0x20);
        r1 = Avx.Permute2x128(b1, b5, 0x20);
        r2 = Avx.Permute2x128(b2, b6, 0x20);
        r3 = Avx.Permute2x128(b3, b7, 0x20);
        r4 = Avx.Permute2x128(b0, b4, 0x31);
        r5 = Avx.Permute2x128(b1, b5, 0x31);
        r6 = Avx.Permute2x128(b2, b6, 0x31);
        r7 = Avx.Permute2x128(b3, b7, 0x31);
    }

    private static (Vector128<float>, Vector128<float>, Vector128<float>, Vector128<float>) Transposed(
        Vector128<float> r0, Vector128<float> r1, Vector128<float> r2, Vector128<float> r3) => (
            Vector128.Create(r0[0], r1[0], r2[0], r3[0]), Vector128.Create(r0[1], r1[1], r2[1], r3[1]),
            Vector128.Create(r0[2], r1[2], r2[2], r3[2]), Vector128.Create(r0[3], r1[3], r2[3], r3[3]));

    private static void TransposePlainly(
        ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3,
        ref Vector256<float> r4, ref Vector256<float> r5, ref Vector256<float> r6, ref Vector256<float> r7)
    {
        Span<Vector256<float>> rows = [r0, r1, r2, r3, r4, r5, r6, r7];
        Span<float> column = stackalloc float[8];
        Span<Vector256<float>> columns = stackalloc Vector256<float>[8];
        for (int i = 0; i < 8; i++)
        {
            for (int j = 0; j < 8; j++)
                column[j] = rows[j][i];
            columns[i] = Vector256.Create<float>(column);
        }
        (r0, r1, r2, r3) = (columns[0], columns[1], columns[2], columns[3]);
        (r4, r5, r6, r7) = (columns[4], columns[5], columns[6], columns[7]);
    }

    // Sums below 0 are cut to 0 first, so cutting off the fraction rounds; the limits also make narrowing exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> ToWords(Vector256<float> samples)
    {
        Vector256<float> moved = Vector256.MinNative(Vector256.MaxNative(samples + Vector256.Create(128.5f), Vector256<float>.Zero), Vector256.Create(255f));
        Vector256<int> whole = Vector256.ConvertToInt32Native(moved);
        return Sse2.IsSupported
            ? Sse2.PackSignedSaturate(whole.GetLower(), whole.GetUpper())
            : Vector128.Narrow(whole.GetLower(), whole.GetUpper());
    }
}
