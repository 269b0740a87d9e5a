using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging;

public sealed class JpegHeaderTests
{
    private const byte StartOfFrame = 0xC0;
    private const long MaxPixels = 16_000_000;
    private static readonly byte[] Sample = TestPictures.Jpeg(new PixelSize(64, 48));

    [Fact]
    public void Read_Baseline_GivesSizeAndComponents()
    {
        Assert.Equal(JpegOutcome.Ok, JpegHeader.Read(Sample, MaxPixels, out JpegHeader header));

        Assert.Equal(new PixelSize(64, 48), header.Size);
        Assert.Equal(3, header.ComponentCount);
    }

    [Theory]
    [InlineData(0xC1)]
    [InlineData(0xC2)]
    [InlineData(0xC3)]
    [InlineData(0xC9)]
    [InlineData(0xCA)]
    public void Read_OtherStartOfFrame_IsNotBaseline(byte marker) =>
        Assert.Equal(JpegOutcome.NotBaseline, Read(TestPictures.Patched(Sample, StartOfFrame, 1, marker)));

    [Theory]
    [InlineData(4, 12)] // precision
    [InlineData(9, 4)] // components
    [InlineData(9, 2)]
    [InlineData(9, 0)]
    public void Read_OtherPrecisionOrComponents_IsNotBaseline(int offset, byte value) =>
        Assert.Equal(JpegOutcome.NotBaseline, Read(TestPictures.Patched(Sample, StartOfFrame, offset, value)));

    [Theory]
    [InlineData(16384, 16, JpegOutcome.Ok)]
    [InlineData(16385, 16, JpegOutcome.TooLarge)]
    [InlineData(16, 16385, JpegOutcome.TooLarge)]
    [InlineData(65535, 65535, JpegOutcome.TooLarge)]
    [InlineData(4000, 4000, JpegOutcome.Ok)]
    [InlineData(4001, 4000, JpegOutcome.TooLarge)]
    [InlineData(0, 16, JpegOutcome.NotDecodable)]
    [InlineData(16, 0, JpegOutcome.NotDecodable)]
    public void Read_Size_IsJudgedBeforeDecoding(int width, int height, JpegOutcome expected)
    {
        byte[] jpeg = TestPictures.Patched(
            Sample, StartOfFrame, 5, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);

        Assert.Equal(expected, Read(jpeg));
    }

    [Fact]
    public void Read_CutAnywhereInHeader_IsNotDecodable()
    {
        int scan = TestPictures.IndexOfMarker(Sample, 0xDA);
        for (int length = 0; length < scan + 4; length++)
            Assert.Equal(JpegOutcome.NotDecodable, Read(Sample[..length]));
    }

    [Fact]
    public void Read_FillBytesBeforeMarker_AreSkipped()
    {
        int frame = TestPictures.IndexOfMarker(Sample, StartOfFrame);
        byte[] jpeg = [.. Sample[..frame], 0xFF, 0xFF, .. Sample[frame..]];

        Assert.Equal(JpegOutcome.Ok, Read(jpeg));
    }

    [Fact]
    public void Read_MutatedHeaders_NeverThrows()
    {
        var random = new Random(20250);
        int ok = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] jpeg = Mutations.Of(Sample, random);
            ok += Read(jpeg) == JpegOutcome.Ok ? 1 : 0;
        }
        Assert.InRange(ok, 1, 19_999);
    }

    private static JpegOutcome Read(byte[] jpeg) => JpegHeader.Read(jpeg, MaxPixels, out _);
}
