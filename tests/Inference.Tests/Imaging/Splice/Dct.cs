using RealtimeDetect.Inference.Imaging.Splice;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>The transforms by their definition (ITU-R T.81, A.3.3), in double precision: what fast ones are compared with.</summary>
internal static class Dct
{
    /// <summary>Samples of a transposed block, moved to 0 to 255 but not cut off there: [row, column].</summary>
    public static double[,] Inverse(short[] block, byte[] quant)
    {
        byte[] steps = Steps(quant);
        var samples = new double[8, 8];
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 8; x++)
            {
                double sum = 0;
                for (int i = 0; i < 64; i++)
                    sum += block[i] * steps[i] * Basis(i >> 3, x) * Basis(i & 7, y);
                samples[y, x] = sum + 128;
            }
        }
        return samples;
    }

    /// <summary>Coefficients of samples, transposed, divided by their steps but not rounded.</summary>
    public static double[] Forward(byte[,] samples, byte[] quant)
    {
        byte[] steps = Steps(quant);
        var block = new double[64];
        for (int i = 0; i < 64; i++)
        {
            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                    block[i] += (samples[y, x] - 128) * Basis(i >> 3, x) * Basis(i & 7, y) / steps[i];
            }
        }
        return block;
    }

    /// <summary>A quantisation table in coded order.</summary>
    public static byte[] RandomQuant(Random random) => [.. Enumerable.Range(0, 64).Select(_ => (byte)random.Next(1, 40))];

    /// <summary>A transposed block with a few coefficients, of samples that may go beyond black and white.</summary>
    public static short[] RandomBlock(Random random, byte[] quant)
    {
        byte[] steps = Steps(quant);
        var block = new short[64];
        for (int count = random.Next(20); count > 0; count--)
        {
            int at = random.Next(64);
            block[at] = (short)(random.Next(-400, 400) / steps[at]);
        }
        return block;
    }

    private static double Basis(int frequency, int sample) =>
        (frequency == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos((2 * sample + 1) * frequency * Math.PI / 16);

    private static byte[] Steps(byte[] quant)
    {
        var steps = new byte[64];
        for (int place = 0; place < 64; place++)
            steps[ZigZag.Transposed[place]] = quant[place];
        return steps;
    }
}
