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
    public void FindSymbol_EveryCode_GivesItsSymbol()
    {
        var table = new HuffmanTable();
        Assert.True(table.TryBuild(isDc: false, DefaultHuffmanTables.LumaAc));
        foreach (byte symbol in DefaultHuffmanTables.LumaAc[HuffmanSpec.MaxCodeBits..].ToArray())
        {
            int code = table.Codes[symbol] >> 8, length = table.Codes[symbol] & 0xFF;
            int bits = code << (HuffmanSpec.MaxCodeBits - length);

            Assert.Equal(symbol, table.FindSymbol(bits, out int found));
            Assert.Equal(length, found);
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
    public void ValueOf_Bits_IsThatOfTheStandard(int bits, int count, int expected) =>
        Assert.Equal(expected, HuffmanTable.ValueOf(((ulong)bits << (64 - count)) | 0x1234, count));

    [Fact]
    public void Lookup_EveryEntry_SaysWhatTheSlowWayFinds()
    {
        var table = new HuffmanTable();
        Assert.True(table.TryBuild(isDc: false, DefaultHuffmanTables.ChromaAc));
        var random = new Random(6);
        int quick = 0;
        for (int i = 0; i < 100_000; i++)
        {
            ulong window = (ulong)random.NextInt64() << 1;
            int entry = table.Lookup[window >> (64 - HuffmanTable.LookupBits)];
            if ((byte)entry == 0)
                continue;
            quick++;
            int symbol = table.FindSymbol((int)(window >> 48), out int length);

            Assert.Equal(length + (symbol & 15), (byte)entry);
            Assert.Equal(table.AdvanceOf(symbol), (entry >> 8) & 0xFF);
            Assert.Equal((short)HuffmanTable.ValueOf(window << length, symbol & 15), (short)((int)(window >> -entry) + (entry >> 16)));
        }
        Assert.InRange(quick, 90_000, 100_000);
    }
}
