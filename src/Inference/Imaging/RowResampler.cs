using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>The inner loops of <see cref="TensorWriter"/>: AVX2 where the processor has it, else plain code of the same arithmetic.</summary>
/// <remarks>
/// Samples between the two passes are 16-bit with 7 fraction bits, weights have 14 bits: within 0.02 of 255 of exact arithmetic.
/// Measured by <c>JpegBenchmarks.FillInput640</c>; the oracle is in <c>TensorWriterTests</c>.
/// </remarks>
internal static unsafe class RowResampler
{
    // Fraction bits of a blended sample; what scales a weighted sum of two to 0..1; and the centre of colour samples there.
    private const int FractionBits = 7;
    private const float ToUnit = 1f / ((1 << FractionBits) * AxisTaps.One * 255f);
    private const float Centre = 128f / 255f;

    // JFIF's matrix (ITU-R BT.601, full range).
    private const float RedOfCr = 1.402f, GreenOfCb = -0.344136f, GreenOfCr = -0.714136f, BlueOfCb = 1.772f;

    // Output samples per vector.
    private const int Lanes = 8;

    /// <summary>Interpolates between two rows of a plane.</summary>
    public static void Blend(byte* first, byte* second, int weight, int width, short* destination)
    {
        // One half more bit for the rounding multiplication; a weight of one is always given as the next row's zero.
        short weight15 = (short)Math.Min(weight * 2, short.MaxValue);
        int x = 0;
        if (Avx2.IsSupported)
        {
            Vector256<short> weights = Vector256.Create(weight15);
            for (; x < width; x += Vector256<short>.Count)
            {
                Vector256<short> a = Avx2.ConvertToVector256Int16(first + x) << FractionBits;
                Vector256<short> b = Avx2.ConvertToVector256Int16(second + x) << FractionBits;
                (a + Avx2.MultiplyHighRoundScale(b - a, weights)).Store(destination + x);
            }
        }
        for (; x < width; x++)
        {
            int a = first[x] << FractionBits, b = second[x] << FractionBits;
            destination[x] = (short)(a + (((b - a) * weight15 + (1 << 14)) >> 15));
        }
    }

    /// <summary>Interpolates along a row of luma and of colour and writes red, green and blue.</summary>
    public static void Colour(
        short* luma, short* cb, short* cr, AxisTaps lumaTaps, AxisTaps chromaTaps, int width, float* destination, int area)
    {
        if (!Avx2.IsSupported || width < Lanes)
        {
            for (int x = 0; x < width; x++)
                WritePixel(Sample(luma, lumaTaps, x), Sample(cb, chromaTaps, x), Sample(cr, chromaTaps, x), destination + x, area);
            return;
        }
        fixed (int* lumaFirst = lumaTaps.First, chromaFirst = chromaTaps.First)
        fixed (int* lumaWeight = lumaTaps.WeightPair, chromaWeight = chromaTaps.WeightPair)
        {
            // The last vector overlaps the one before it rather than leaving a rest.
            for (int x = 0; x < width; x += Lanes)
            {
                int at = Math.Min(x, width - Lanes);
                Vector256<float> y = Sample8(luma, lumaFirst + at, lumaWeight + at, lumaTaps.Step);
                Vector256<float> u = Sample8(cb, chromaFirst + at, chromaWeight + at, chromaTaps.Step) - Vector256.Create(Centre);
                Vector256<float> v = Sample8(cr, chromaFirst + at, chromaWeight + at, chromaTaps.Step) - Vector256.Create(Centre);
                Clamp(y + v * RedOfCr).Store(destination + at);
                Clamp(y + u * GreenOfCb + v * GreenOfCr).Store(destination + area + at);
                Clamp(y + u * BlueOfCb).Store(destination + 2 * area + at);
            }
        }
    }

    /// <summary>Interpolates along a row of luma and writes it as red, green and blue.</summary>
    public static void Grey(short* luma, AxisTaps taps, int width, float* destination, int area)
    {
        for (int x = 0; x < width; x++)
            WritePixel(Sample(luma, taps, x), Centre, Centre, destination + x, area);
    }

    private static void WritePixel(float y, float cb, float cr, float* destination, int area)
    {
        float u = cb - Centre, v = cr - Centre;
        destination[0] = Math.Clamp(y + v * RedOfCr, 0, 1);
        destination[area] = Math.Clamp(y + u * GreenOfCb + v * GreenOfCr, 0, 1);
        destination[2 * area] = Math.Clamp(y + u * BlueOfCb, 0, 1);
    }

    private static float Sample(short* row, AxisTaps taps, int x)
    {
        int first = taps.First[x], second = taps.SecondWeight(x);
        return (row[first] * (AxisTaps.One - second) + row[first + 1] * second) * ToUnit;
    }

    // Eight pairs of neighbours, each pair multiplied and added in one instruction; consecutive pairs need no gather.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sample8(short* row, int* first, int* weight, int step)
    {
        Vector256<short> pairs;
        if (step == 2)
        {
            pairs = Vector256.Load(row + *first);
        }
        else if (step == 1)
        {
            Vector128<short> left = Vector128.Load(row + *first), right = Vector128.Load(row + *first + 1);
            pairs = Vector256.Create(Sse2.UnpackLow(left, right), Sse2.UnpackHigh(left, right));
        }
        else
        {
            pairs = Avx2.GatherVector256((int*)row, Vector256.Load(first), sizeof(short)).AsInt16();
        }
        Vector256<int> sum = Avx2.MultiplyAddAdjacent(pairs, Vector256.Load(weight).AsInt16());
        return Vector256.ConvertToSingle(sum) * ToUnit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clamp(Vector256<float> value) =>
        Vector256.MinNative(Vector256.MaxNative(value, Vector256<float>.Zero), Vector256<float>.One);
}
