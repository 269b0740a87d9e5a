using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.TestKit;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging;

public sealed class TurboFrameCodecTests : IDisposable
{
    private const long MaxPixels = 16_000_000;
    private static readonly PixelSize SmallSize = new(97, 61);
    private static readonly byte[] Small = TestPictures.Jpeg(SmallSize);
    private static readonly LabelSet Labels = new(["person", "car"]);
    private readonly TurboFrameCodec _codec = new();

    public static TheoryData<JpegSubsampling> AllSubsamplings => [.. Enum.GetValues<JpegSubsampling>()];

    public void Dispose() => _codec.Dispose();

    [Theory]
    [MemberData(nameof(AllSubsamplings))]
    public void DecodeEncode_AnySubsamplingAndOddSize_KeepsPicture(JpegSubsampling subsampling)
    {
        foreach (PixelSize size in (PixelSize[])[new(1, 1), new(2, 3), new(17, 33), new(97, 61), new(256, 128)])
        {
            byte[] source = TestPictures.Jpeg(size, subsampling);
            Assert.Equal(JpegOutcome.Ok, _codec.Decode(source, MaxPixels));
            Assert.Equal(size, _codec.Size);

            byte[] encoded = Encode(95);

            Assert.InRange(MeanDifference(TestPictures.DecodeRgb(source, size), TestPictures.DecodeRgb(encoded, size)), 0, 2.5);
            Assert.Equal(JpegOutcome.Ok, _codec.Decode(encoded, MaxPixels));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(400)]
    public void Decode_ScanEndsEarly_IsNotDecodable(int missingBytes) =>
        Assert.Equal(JpegOutcome.NotDecodable, _codec.Decode(Small.AsMemory(0, Small.Length - missingBytes), MaxPixels));

    [Fact]
    public void Decode_ScanEndsEarlyButEndMarkerIsThere_IsNotDecodable()
    {
        byte[] jpeg = [.. Small[..^200], 0xFF, 0xD9];

        Assert.Equal(JpegOutcome.NotDecodable, _codec.Decode(jpeg, MaxPixels));
    }

    [Fact]
    public void Decode_BytesAfterEndMarker_IsOk() =>
        Assert.Equal(JpegOutcome.Ok, _codec.Decode((byte[])[.. Small, 1, 2, 3, 0, 0], MaxPixels));

    [Fact]
    public void Decode_StrayBytesBeforeEndMarker_IsOk() =>
        Assert.Equal(JpegOutcome.Ok, _codec.Decode((byte[])[.. Small[..^2], 0, 0, 0, 0, 0xFF, 0xD9], MaxPixels));

    [Fact]
    public void Decode_NoHuffmanTables_UsesTheDefaultOnes()
    {
        byte[] stripped = TestPictures.Without(Small, 0xC4);
        Assert.True(stripped.Length < Small.Length);

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(stripped, MaxPixels));
        byte[] fromStripped = Encode(90);

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(Small, MaxPixels));
        Assert.Equal(Encode(90), fromStripped);
    }

    [Fact]
    public void Decode_RgbComponents_KeepsColours()
    {
        byte[] rgb = TestPictures.Waves(SmallSize);

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(TestPictures.RgbComponentJpeg(rgb, SmallSize), MaxPixels));

        Assert.InRange(MeanDifference(rgb, TestPictures.DecodeRgb(Encode(95), SmallSize)), 0, 2.5);
    }

    [Fact]
    public void Decode_SamplingFactorsWithoutName_IsOk()
    {
        // Mid-grey blocks are the same bits for each component, so the factors can be changed afterwards.
        byte[] grey = new byte[16 * 8 * 3];
        Array.Fill(grey, (byte)128);
        byte[] jpeg = TestPictures.RgbComponentJpeg(grey, new PixelSize(16, 8));
        jpeg = TestPictures.Patched(TestPictures.Patched(jpeg, 0xC0, 11, 0x21), 0xC0, 17, 0x21);

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(jpeg, MaxPixels));

        Assert.InRange(MeanDifference(grey, TestPictures.DecodeRgb(Encode(95), new PixelSize(16, 8))), 0, 1);
    }

    [Fact]
    public void Decode_GreyWithSamplingFactors_KeepsPicture()
    {
        byte[] plain = TestPictures.Jpeg(SmallSize, JpegSubsampling.Grey);
        byte[] odd = TestPictures.Patched(plain, 0xC0, 11, 0x22);

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(odd, MaxPixels));

        Assert.InRange(MeanDifference(TestPictures.DecodeRgb(plain, SmallSize), TestPictures.DecodeRgb(Encode(95), SmallSize)), 0, 1);
    }

    [Fact]
    public void Decode_ProgressivePhoto_IsNotBaseline()
    {
        byte[] jpeg = File.ReadAllBytes(SharedMaterial.Require("media/street.jpg"));

        Assert.Equal(JpegOutcome.NotBaseline, _codec.Decode(jpeg, MaxPixels));
    }

    [Fact]
    public void Decode_AfterBadInput_ReadsTheNextFrame()
    {
        Assert.Equal(JpegOutcome.NotDecodable, _codec.Decode(Small.AsMemory(0, 500), MaxPixels));
        Assert.Throws<InvalidOperationException>(() => Encode(80));

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(Small, MaxPixels));
    }

    [Fact]
    public void Decode_GoodFileAfterADamagedHeader_IsOk()
    {
        for (int at = 2; at < 640; at++)
        {
            foreach (int bit in (int[])[0, 1, 2, 3, 4, 5, 6, 7])
            {
                byte[] damaged = [.. Small];
                damaged[at] ^= (byte)(1 << bit);
                _codec.Decode(damaged, MaxPixels);
                JpegOutcome after = _codec.Decode(Small, MaxPixels);
                Assert.True(after == JpegOutcome.Ok, $"{after} after bit {bit} of byte {at}, {Small[at]:X2}, was flipped.");
            }
        }
    }

    [Fact]
    public void Decode_FileWithoutTablesAfterAnother_TakesNoneOfThem()
    {
        byte[] withoutQuantisation = WithoutSegments(Small, 0xDB);
        Assert.Equal(JpegOutcome.Ok, _codec.Decode(Small, MaxPixels));

        Assert.Equal(JpegOutcome.NotDecodable, _codec.Decode(withoutQuantisation, MaxPixels));
    }

    [Fact]
    public void Decode_Mutations_NeverThrowsAndStaysUsable()
    {
        var random = new Random(7);
        var input = new float[3 * 320 * 320];
        int ok = 0;
        for (int i = 0; i < 4000; i++)
        {
            if (_codec.Decode(Mutations.Of(Small, random), 1_000_000) != JpegOutcome.Ok)
                continue;
            ok++;
            _codec.FillInput(Letterbox.Fit(_codec.Size, 320), input);
            _codec.Annotate([new Detection(0, 0.5f, 10, 10, 30, 30)], Labels);
            Assert.NotEmpty(Encode(80));
        }
        Assert.InRange(ok, 1, 3999);
    }

    [Fact]
    public void Frame_SteadyState_AllocatesNothing()
    {
        byte[] jpeg = TestPictures.Jpeg(new PixelSize(320, 240));
        var writer = new ArrayBufferWriter<byte>(1 << 20);
        var input = new float[3 * 320 * 256];
        Detection[] detections = [new(0, 0.91f, 10, 20, 100, 100), new(1, 0.5f, 150, 0, 80, 200), new(9, 1, 5, 5, 300, 200)];
        for (int i = 0; i < 40; i++)
            Run();

        Assert.Equal(0, SteadyState.AllocatedBytes(Run));

        void Run()
        {
            writer.ResetWrittenCount();
            _codec.Decode(jpeg, MaxPixels);
            _codec.FillInput(Letterbox.Fit(_codec.Size, 320), input);
            _codec.Annotate(detections, Labels);
            _codec.Encode(80, writer);
        }
    }

    private byte[] Encode(int quality)
    {
        var writer = new ArrayBufferWriter<byte>();
        _codec.Encode(quality, writer);
        return writer.WrittenSpan.ToArray();
    }

    private static double MeanDifference(byte[] expected, byte[] actual) =>
        expected.Zip(actual, (a, b) => Math.Abs(a - b)).Average();

    private static byte[] WithoutSegments(byte[] jpeg, byte marker)
    {
        var kept = new List<byte>(jpeg);
        for (int at; (at = kept.ToArray().AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, marker])) >= 0;)
            kept.RemoveRange(at, 2 + (kept[at + 2] << 8) + kept[at + 3]);
        return [.. kept];
    }
}
