using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

public sealed unsafe class HuffmanTableTests
{
    [Fact]
    public void Defaults_AreThoseThatTurboWrites()
    {
        byte[] jpeg = SourceJpeg.Of(new byte[3 * 64], new PixelSize(8, 8), JpegSubsampling.Yuv444);
        var frame = new BaselineFrame();

        Assert.True(BaselineHeaderReader.TryRead(jpeg, frame));

        Assert.Equal(frame.DcSpecs[0].Bytes, DefaultHuffmanTables.LumaDc);
        Assert.Equal(frame.AcSpecs[0].Bytes, DefaultHuffmanTables.LumaAc);
        Assert.Equal(frame.DcSpecs[1].Bytes, DefaultHuffmanTables.ChromaDc);
        Assert.Equal(frame.AcSpecs[1].Bytes, DefaultHuffmanTables.ChromaAc);
    }

    [Fact]
    public void FindSymbol_EveryCode_GivesItsSymbolAsTheLookupDoes()
    {
        var table = new HuffmanTable();
        Assert.True(table.TryBuild(isDc: false, DefaultHuffmanTables.LumaAc));
        foreach (byte symbol in DefaultHuffmanTables.LumaAc[HuffmanSpec.MaxCodeBits..].ToArray())
        {
            int code = table.Codes[symbol] >> 8, length = table.Codes[symbol] & 0xFF;
            int bits = code << (HuffmanSpec.MaxCodeBits - length);

            Assert.Equal(symbol, table.FindSymbol(bits, out int found));
            Assert.Equal(length, found);
            if (length <= HuffmanTable.LookupBits && symbol != 0xF0)
                Assert.Equal(table.EntryOf(symbol, length), table.Lookup[bits >> (HuffmanSpec.MaxCodeBits - HuffmanTable.LookupBits)]);
        }
    }

    [Fact]
    public void FindSymbol_BitsOfOnes_IsNoCode()
    {
        var table = new HuffmanTable();
        Assert.True(table.TryBuild(isDc: true, DefaultHuffmanTables.ChromaDc));

        Assert.Equal(-1, table.FindSymbol(0xFFFF, out _));
    }

    [Theory]
    [InlineData(1, 0, 1)] // two codes of one bit: one of them is ones alone
    [InlineData(3, 0, 1, 2)] // more codes than bits allow
    [InlineData(1, 16)] // a category that is in no table
    public void TryBuild_WrongDifferenceTable_IsFalse(int firstCount, params int[] symbols)
    {
        byte[] bytes = [(byte)Math.Max(firstCount, symbols.Length), .. new byte[15], .. symbols.Select(symbol => (byte)symbol)];

        Assert.False(new HuffmanTable().TryBuild(isDc: true, bytes));
    }

    [Theory]
    [InlineData(0b1, 1, 1)]
    [InlineData(0b0, 1, -1)]
    [InlineData(0b10, 2, 2)]
    [InlineData(0b01, 2, -2)]
    [InlineData(0b0000000000, 10, -1023)]
    [InlineData(0b1111111111, 10, 1023)]
    public void ValueOf_Bits_IsThatOfTheStandard(int bits, int count, int expected)
    {
        const int CodeLength = 3;
        int entry = (CodeLength << 24) | (count << 16) | (1 << 8) | (CodeLength + count);
        ulong window = (0b101ul << 61) | ((ulong)bits << (61 - count)) | 0x1234;

        Assert.Equal(expected, HuffmanTable.ValueOf(window, entry));
    }
}
