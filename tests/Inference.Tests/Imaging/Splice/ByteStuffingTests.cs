using System.Buffers;
using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

public sealed class ByteStuffingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100)]
    public void Write_RandomBytes_HasAZeroAfterEachByteOfOnes(int oneInSoMany)
    {
        var random = new Random(4);
        for (int length = 0; length < 300; length++)
        {
            byte[] source = [.. Enumerable.Range(0, length).Select(_ => oneInSoMany == 0 || random.Next(oneInSoMany) == 0 ? (byte)0xFF : (byte)random.Next(0xFF))];
            var writer = new ArrayBufferWriter<byte>();

            ByteStuffing.Write(source, writer);

            Assert.Equal(source.SelectMany(value => value == 0xFF ? new byte[] { value, 0 } : [value]), writer.WrittenSpan.ToArray());
        }
    }
}
