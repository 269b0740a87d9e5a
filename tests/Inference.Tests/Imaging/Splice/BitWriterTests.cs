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
            Assert.Equal(Stuffed(expected), memory[..length]);
            Assert.All(memory[length..], value => Assert.Equal(0, value));
        }
    }

    private static void Step(ref BitWriter writer, List<bool> expected, Random random)
    {
        // Half of all bytes are of ones, so that many need stuffing.
        byte[] source = [.. Enumerable.Range(0, 80).Select(_ => random.Next(2) == 0 ? (byte)0xFF : (byte)random.Next(256))];
        if (random.Next(2) == 0)
        {
            int from = random.Next(0, 300), to = from + random.Next(0, 250);
            fixed (byte* data = source)
                writer.Copy(data, from, to);
            expected.AddRange(Enumerable.Range(from, to - from).Select(bit => (source[bit >> 3] >> (7 - (bit & 7)) & 1) != 0));
            return;
        }
        int count = random.Next(1, 28);
        ulong bits = (ulong)random.NextInt64() & ((1ul << count) - 1);
        ulong group = bits << 8 | (uint)count;
        writer.PutAll(&group, 1);
        expected.AddRange(Enumerable.Range(0, count).Select(bit => (bits >> (count - 1 - bit) & 1) != 0));
    }

    private static byte[] Stuffed(List<bool> bits)
    {
        while (bits.Count % 8 != 0)
            bits.Add(true);
        var bytes = new List<byte>();
        for (int i = 0; i < bits.Count; i += 8)
        {
            int value = 0;
            for (int bit = 0; bit < 8; bit++)
                value = value << 1 | (bits[i + bit] ? 1 : 0);
            bytes.Add((byte)value);
            if (value == 0xFF)
                bytes.Add(0);
        }
        return [.. bytes];
    }
}
