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
    public void FindLong_CodesThatTheLookupLacks_GivesSymbolAndLength()
    {
        HuffmanTable table = Built(DefaultHuffmanTables.LumaAc);
        int found = 0;
        foreach (byte symbol in DefaultHuffmanTables.LumaAc[HuffmanSpec.MaxCodeBits..].ToArray())
        {
            (int code, int length) = CodeOf(table, symbol);
            int bits = code << (HuffmanSpec.MaxCodeBits - length);
            if ((byte)table.Lookup[bits >> (HuffmanSpec.MaxCodeBits - HuffmanTable.LookupBits)] != 0)
                continue;
            found++;

            Assert.Equal(length << 8 | symbol, table.FindLong(bits));
            Assert.Equal(length << 8 | symbol, table.FindLong(bits | ((1 << (HuffmanSpec.MaxCodeBits - length)) - 1)));
        }
        // 134 have 11 bits or more; that of sixteen zeros has 11 and no value.
        Assert.Equal(133, found);
    }

    [Theory]
    [InlineData(0xFFFF)] // ones alone are no code
    [InlineData(0x0000)] // the lookup has it
    public void FindLong_NoLongCode_IsZero(int bits) => Assert.Equal(0, Built(DefaultHuffmanTables.ChromaAc).FindLong(bits));

    [Fact]
    public void FindLong_AllCodesLong_GivesEach()
    {
        byte[] symbols = [.. Enumerable.Range(0, 256).Select(symbol => (byte)symbol).Where(symbol => (symbol & 15) is > 0 and <= 10)];
        HuffmanTable table = Built([.. new byte[15], (byte)symbols.Length, .. symbols]);

        for (int i = 0; i < symbols.Length; i++)
            Assert.Equal(HuffmanSpec.MaxCodeBits << 8 | symbols[i], table.FindLong(i));
        Assert.Equal(0, table.FindLong(symbols.Length));
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
    [InlineData(0, 0, 0)]
    [InlineData(0b1, 1, 1)]
    [InlineData(0b0, 1, -1)]
    [InlineData(0b10, 2, 2)]
    [InlineData(0b01, 2, -2)]
    [InlineData(0b0000000000, 10, -1023)]
    [InlineData(0b1111111111, 10, 1023)]
    public void ValueOf_Bits_IsThatOfTheStandard(int bits, int count, int expected) =>
        Assert.Equal(expected, HuffmanTable.ValueOf((count == 0 ? 0 : (ulong)bits << (64 - count)) | 0x1234, count));

    [Fact]
    public void Lookup_EveryEntry_IsTheCodeAtTheFront()
    {
        HuffmanTable table = Built(DefaultHuffmanTables.ChromaAc);
        int quick = 0;
        foreach (ulong window in Windows())
        {
            int entry = table.Lookup[window >> (64 - HuffmanTable.LookupBits)];
            if ((byte)entry == 0)
                continue;
            quick++;
            (int taken, int advance, int value) = Coefficient(table, window);

            Assert.Equal((taken, advance), ((byte)entry, HuffmanTable.AdvanceOf(entry)));
            Assert.Equal((short)value, (short)((int)(window >> -entry) + (entry >> 16)));
        }
        Assert.InRange(quick, 90_000, 100_000);
    }

    [Fact]
    public void Pairs_EveryEntry_IsTheNextOneOrTwoCoefficients()
    {
        HuffmanTable table = Built(DefaultHuffmanTables.LumaAc);
        int pairs = 0;
        foreach (ulong window in Windows())
        {
            ulong entry = table.Pairs[window >> (64 - HuffmanTable.LookupBits)];
            if ((byte)entry == 0)
                continue;
            (int taken, int advance, int value) = Coefficient(table, window);
            Assert.Equal((64 - taken, advance), ((byte)(entry >> 8), (byte)(entry >> 16)));
            Assert.Equal((short)value, (short)((int)(window >> (int)(entry >> 8)) + (int)(entry >> 32)));
            if ((byte)(entry >> 24) != 0)
            {
                pairs++;
                (int more, advance, value) = Coefficient(table, window << taken);
                Assert.Equal(advance, (byte)(entry >> 24));
                taken += more;
            }
            Assert.Equal(taken, (byte)entry);
            Assert.Equal((short)value, (short)((int)(window >> -(int)entry) + (int)(entry >> 48)));
        }
        Assert.InRange(pairs, 30_000, 100_000);
    }

    private static HuffmanTable Built(ReadOnlySpan<byte> bytes)
    {
        var table = new HuffmanTable();
        Assert.True(table.TryBuild(isDc: false, bytes));
        return table;
    }

    private static (int Code, int Length) CodeOf(HuffmanTable table, int symbol) =>
        table.Codes[symbol] == 0 ? (0, 0) : ((int)(table.Codes[symbol] >> 8 >> (symbol & 15)), (byte)table.Codes[symbol] - (symbol & 15));

    private static IEnumerable<ulong> Windows()
    {
        var random = new Random(6);
        return Enumerable.Range(0, 100_000).Select(_ => (ulong)random.NextInt64() << 1);
    }

    // Bits taken, places to go on, and value of what the bits begin with, found by trying every code.
    private static (int Taken, int Advance, int Value) Coefficient(HuffmanTable table, ulong window)
    {
        for (int symbol = 0; symbol < 256; symbol++)
        {
            (int code, int length) = CodeOf(table, symbol);
            if (length == 0 || (int)(window >> (64 - length)) != code)
                continue;
            int advance = symbol == 0 ? HuffmanTable.Beyond : (symbol >> 4) + 1;
            return (length + (symbol & 15), advance, HuffmanTable.ValueOf(window << length, symbol & 15));
        }
        throw new InvalidOperationException("The lookup knows a code that is none.");
    }
}
