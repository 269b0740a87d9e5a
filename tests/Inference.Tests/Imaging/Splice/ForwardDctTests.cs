using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

public sealed unsafe class ForwardDctTests
{
    [Fact]
    public void Read_RandomSamples_GivesTheNearestCoefficients()
    {
        var random = new Random(4);
        for (int round = 0; round < 500; round++)
        {
            byte[] quant = Dct.RandomQuant(random);
            var samples = new byte[8, 8];
            int contrast = random.Next(1, 256);
            for (int i = 0; i < 64; i++)
                samples[i >> 3, i & 7] = (byte)random.Next(contrast);

            short[] block = Read(samples, quant);

            double[] exact = Dct.Forward(samples, quant);
            for (int i = 0; i < 64; i++)
                Assert.Equal(Math.Clamp(exact[i], -1023, 1023), block[i], 0.501);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Read_BlackOrWhiteAtTheFinestStep_StaysWithinBaseline(byte level)
    {
        var samples = new byte[8, 8];
        for (int i = 0; i < 64; i++)
            samples[i >> 3, i & 7] = level;

        short[] block = Read(samples, [.. Enumerable.Repeat((byte)1, 64)]);

        Assert.InRange(Math.Abs((int)block[0]), 1016, 1023);
        Assert.All(block.Skip(1), coefficient => Assert.Equal(0, coefficient));
    }

    private static short[] Read(byte[,] samples, byte[] quant)
    {
        var tables = new QuantTables();
        tables.Set(quant);
        var block = new short[64];
        fixed (byte* source = samples)
        fixed (short* target = block)
            ForwardDct.Read(source, 8, tables.ForwardFactors, target);
        return block;
    }
}
