using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Turns 8x8 samples into quantised coefficients.</summary>
/// <remarks>Measured by <c>SpliceBenchmarks</c>; the oracle is in <c>ForwardDctTests</c>.</remarks>
internal static unsafe class ForwardDct
{
    // Constants of Arai, Agui and Nakajima's flow graph.
    private const float C4 = 0.707106781f, C6 = 0.382683433f, C2LessC6 = 0.541196100f, C2PlusC6 = 1.306562965f;

    // Largest coefficient of 8-bit samples that the baseline process codes (T.81, table F.2).
    private const float Limit = 1023;

    /// <summary>What the transform multiplies a frequency along one side by.</summary>
    public static double Weight(int frequency) => DctVectors.AanScale(frequency) * Math.Sqrt(8);

    /// <summary>Transforms and quantises.</summary>
    /// <param name="samples">First sample.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <param name="factors">64 factors, transposed.</param>
    /// <param name="block">Receives 64 coefficients, transposed.</param>
    public static void Read(byte* samples, nint stride, float* factors, short* block)
    {
        Vector256<float> r0 = Load(samples), r1 = Load(samples + stride), r2 = Load(samples + 2 * stride), r3 = Load(samples + 3 * stride);
        Vector256<float> r4 = Load(samples + 4 * stride), r5 = Load(samples + 5 * stride);
        Vector256<float> r6 = Load(samples + 6 * stride), r7 = Load(samples + 7 * stride);
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        DctVectors.Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Store(r0, factors, block);
        Store(r1, factors + 8, block + 8);
        Store(r2, factors + 16, block + 16);
        Store(r3, factors + 24, block + 24);
        Store(r4, factors + 32, block + 32);
        Store(r5, factors + 40, block + 40);
        Store(r6, factors + 48, block + 48);
        Store(r7, factors + 56, block + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(byte* samples)
    {
        Vector256<int> values;
        if (Avx2.IsSupported)
        {
            values = Avx2.ConvertToVector256Int32(samples);
        }
        else
        {
            Vector128<ushort> words = Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)samples).AsByte());
            (Vector128<uint> lower, Vector128<uint> upper) = Vector128.Widen(words);
            values = Vector256.Create(lower, upper).AsInt32();
        }
        return Vector256.ConvertToSingle(values) - Vector256.Create(128f);
    }

    // Eight-point transform of Arai, Agui and Nakajima, along the vectors' index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(
        ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3,
        ref Vector256<float> r4, ref Vector256<float> r5, ref Vector256<float> r6, ref Vector256<float> r7)
    {
        Vector256<float> s07 = r0 + r7, d07 = r0 - r7, s16 = r1 + r6, d16 = r1 - r6, s25 = r2 + r5, d25 = r2 - r5, s34 = r3 + r4, d34 = r3 - r4;
        Vector256<float> outer = s07 + s34, outerLess = s07 - s34, inner = s16 + s25, rotated = (s16 - s25 + outerLess) * C4;
        Vector256<float> a = d34 + d25, b = (d25 + d16) * C4, c = d16 + d07, z5 = (a - c) * C6;
        Vector256<float> z2 = a * C2LessC6 + z5, z4 = c * C2PlusC6 + z5, z11 = d07 + b, z13 = d07 - b;

        (r0, r4, r2, r6) = (outer + inner, outer - inner, outerLess + rotated, outerLess - rotated);
        (r5, r3, r1, r7) = (z13 + z2, z13 - z2, z11 + z4, z11 - z4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> row, float* factors, short* block)
    {
        Vector256<float> scaled = Vector256.Round(row * Vector256.Load(factors));
        scaled = Vector256.Min(Vector256.Max(scaled, Vector256.Create(-Limit)), Vector256.Create(Limit));
        Vector256<int> whole = Vector256.ConvertToInt32Native(scaled);
        Vector128.Narrow(whole.GetLower(), whole.GetUpper()).Store(block);
    }
}
