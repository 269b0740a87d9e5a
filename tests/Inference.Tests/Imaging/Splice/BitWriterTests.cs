using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

public sealed unsafe class BitWriterTests
{
    [Fact]
    public void PutAndCopy_RandomBits_EqualsBitByBit()
    {
        var random = new Random(5);
        for (int round = 0; round < 2000; round++)
        {
            var expected = new List<bool>();
            var memory = new byte[4096];
            int length;
            fixed (byte* start = memory)
            {
                var writer = new BitWriter(start);
                for (int step = random.Next(1, 12); step > 0; step--)
                    Step(ref writer, expected, random);
                writer.Align();
                length = (int)(writer.Next - start);
            }
            Assert.Equal(Bytes(expected), memory[..length]);
            Assert.All(memory[(length + BitWriter.Room)..], value => Assert.Equal(0, value));
        }
    }

    private static void Step(ref BitWriter writer, List<bool> expected, Random random)
    {
        var source = new byte[160];
        random.NextBytes(source);
        if (random.Next(2) == 0)
        {
            int from = random.Next(0, 300), to = from + (random.Next(4) == 0 ? random.Next(0, 20) : random.Next(0, 640));
            fixed (byte* data = source)
                writer.Copy(data, from, to);
            expected.AddRange(Enumerable.Range(from, to - from).Select(bit => (source[bit >> 3] >> (7 - (bit & 7)) & 1) != 0));
            return;
        }
        int count = random.Next(1, BitWriter.MaxPut + 1);
        ulong bits = (ulong)random.NextInt64() & ((1ul << count) - 1);
        BitWriter.Put(ref writer.Pending, ref writer.Count, ref writer.Next, bits, count);
        expected.AddRange(Enumerable.Range(0, count).Select(bit => (bits >> (count - 1 - bit) & 1) != 0));
    }

    private static byte[] Bytes(List<bool> bits)
    {
        while (bits.Count % 8 != 0)
            bits.Add(true);
        return [.. bits.Chunk(8).Select(eight => (byte)eight.Aggregate(0, (value, bit) => value << 1 | (bit ? 1 : 0)))];
    }
}
