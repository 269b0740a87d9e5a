using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

public sealed unsafe class InverseDctTests
{
    private const int Stride = 16;

    // Samples are rounded once; single precision adds less than a thousandth of a level.
    private const double Tolerance = 0.501;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Write_RandomCoefficients_GivesMeansOfTheExactSamples(int reductionLog2)
    {
        var random = new Random(1);
        for (int round = 0; round < 500; round++)
        {
            byte[] quant = Dct.RandomQuant(random);
            short[] block = Dct.RandomBlock(random, quant);

            byte[] samples = Write(reductionLog2, block, quant);

            double[,] exact = Dct.Inverse(block, quant);
            int side = 8 >> reductionLog2, cell = 1 << reductionLog2;
            for (int y = 0; y < side; y++)
            {
                for (int x = 0; x < side; x++)
                    Assert.Equal(Math.Clamp(Mean(exact, x * cell, y * cell, cell), 0, 255), samples[y * Stride + x], Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WriteFlat_FirstCoefficientAlone_EqualsWrite(int reductionLog2)
    {
        byte[] quant = Dct.RandomQuant(new Random(2));
        for (short level = -1024; level < 1024; level += 7)
        {
            var block = new short[64];
            block[0] = level;

            Assert.Equal(Write(reductionLog2, block, quant), Write(reductionLog2, block, quant, isFlat: true));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Write_AnyReduction_TouchesItsSamplesOnly(int reductionLog2)
    {
        byte[] samples = Write(reductionLog2, Dct.RandomBlock(new Random(3), Dct.RandomQuant(new Random(3))), Dct.RandomQuant(new Random(3)));

        int side = 8 >> reductionLog2;
        for (int i = 0; i < samples.Length; i++)
            Assert.True((i % Stride < side && i / Stride < side) || samples[i] == Untouched, $"{i % Stride},{i / Stride}");
    }

    private const byte Untouched = 0xA5;

    private static byte[] Write(int reductionLog2, short[] block, byte[] quant, bool isFlat = false)
    {
        var tables = new QuantTables();
        tables.Set(quant);
        var samples = new byte[Stride * 12];
        Array.Fill(samples, Untouched);
        fixed (short* coefficients = block)
        fixed (byte* target = samples)
        {
            if (isFlat)
                InverseDct.WriteFlat(reductionLog2, coefficients, tables.InverseFactors(reductionLog2), target, Stride);
            else
                InverseDct.Write(reductionLog2, coefficients, tables.InverseFactors(reductionLog2), target, Stride);
        }
        return samples;
    }

    private static double Mean(double[,] samples, int left, int top, int side)
    {
        double sum = 0;
        for (int y = top; y < top + side; y++)
        {
            for (int x = left; x < left + side; x++)
                sum += samples[y, x];
        }
        return sum / (side * side);
    }
}
