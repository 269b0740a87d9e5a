using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;
using RealtimeDetect.TestKit;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>Files that the splice codec takes, leaves to libjpeg-turbo, or rejects with it.</summary>
public sealed class SpliceFallbackTests : IDisposable
{
    private const long MaxPixels = 16_000_000;
    private static readonly PixelSize Size = new(97, 61);
    private static readonly byte[] Scene = SourceJpeg.Scene(Size, 3);
    private static readonly byte[] Good = SourceJpeg.Of(Scene, Size, JpegSubsampling.Yuv420);
    private static readonly byte[] WithRestarts = SourceJpeg.Of(Scene, Size, JpegSubsampling.Yuv420, restartBlocks: 3);
    private static readonly LabelSet Labels = new(["person"]);

    private readonly SpliceFrameCodec _codec = new();
    private readonly TurboFrameCodec _turbo = new();

    public void Dispose()
    {
        _codec.Dispose();
        _turbo.Dispose();
    }

    [Theory]
    [InlineData(JpegSubsampling.Yuv440)]
    [InlineData(JpegSubsampling.Yuv411)]
    [InlineData(JpegSubsampling.Yuv441)]
    public void Decode_OtherSubsampling_GoesToTurbo(JpegSubsampling subsampling) =>
        AssertFallsBack(SourceJpeg.Of(Scene, Size, subsampling));

    [Fact]
    public void Decode_RgbComponents_GoesToTurbo() => AssertFallsBack(TestPictures.RgbComponentJpeg(Scene, Size));

    [Fact]
    public void Decode_OneByteQuantisationOfZero_GoesToTurbo() =>
        AssertFallsBack(TestPictures.Patched(Good, 0xDB, 5 + 40, 0));

    [Fact]
    public void Decode_GreyWithSamplingFactors_GoesToTurbo() =>
        AssertFallsBack(TestPictures.Patched(SourceJpeg.Of(Scene, Size, JpegSubsampling.Grey), 0xC0, 11, 0x22));

    [Fact]
    public void Decode_Progressive_IsNotBaseline() =>
        Assert.Equal(JpegOutcome.NotBaseline, _codec.Decode(SourceJpeg.Of(Scene, Size, JpegSubsampling.Yuv420, isProgressive: true), MaxPixels));

    [Fact]
    public void Decode_MorePixelsThanTheLimit_IsTooLarge() =>
        Assert.Equal(JpegOutcome.TooLarge, _codec.Decode(Good, Size.PixelCount - 1));

    [Fact]
    public void Decode_NoHuffmanTables_TakesTheDefaultOnesAndWritesThem()
    {
        byte[] stripped = TestPictures.Without(Good, 0xC4);

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(stripped, MaxPixels));
        Assert.True(_codec.IsSpliced);
        _codec.Annotate([], Labels);

        byte[] written = SourceJpeg.Encode(_codec, 80);
        TestPictures.IndexOfMarker(written, 0xC4);
        Assert.Equal(TestPictures.DecodeRgb(Good, Size), TestPictures.DecodeRgb(written, Size));
    }

    [Fact]
    public void Encode_Metadata_IsLeftOutAsByTurbo()
    {
        byte[] exif = [.. Good[..2], 0xFF, 0xE1, 0, 10, .. "Exif\0\0xx"u8, 0xFF, 0xFE, 0, 6, .. "hush"u8, .. Good[2..]];

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(exif, MaxPixels));
        Assert.True(_codec.IsSpliced);
        byte[] written = SourceJpeg.Encode(_codec, 80);

        Assert.Throws<ArgumentException>(() => TestPictures.IndexOfMarker(written, 0xE1));
        Assert.Throws<ArgumentException>(() => TestPictures.IndexOfMarker(written, 0xFE));
    }

    [Fact]
    public void Encode_TablesLackASymbol_IsTurbosPicture()
    {
        byte[] flat = new byte[3 * (int)Size.PixelCount];
        Array.Fill(flat, (byte)90);
        byte[] jpeg = SourceJpeg.Of(flat, Size, JpegSubsampling.Yuv420, isOptimised: true);
        Detection[] detections = [new(0, 0.5f, 10, 20, 60, 30)];
        Assert.Equal(JpegOutcome.Ok, _codec.Decode(jpeg, MaxPixels));
        Assert.True(_codec.IsSpliced);

        _codec.Annotate(detections, Labels);
        byte[] written = SourceJpeg.Encode(_codec, 80);

        Assert.False(_codec.IsSpliced);
        _turbo.Decode(jpeg, MaxPixels);
        _turbo.Annotate(detections, Labels);
        Assert.Equal(SourceJpeg.Encode(_turbo, 80), written);
    }

    [Fact]
    public void Decode_StrayBytesBeforeEndMarker_IsSpliced()
    {
        Assert.Equal(JpegOutcome.Ok, _codec.Decode((byte[])[.. Good[..^2], 0, 0, 0, 0, 0xFF, 0xD9], MaxPixels));
        Assert.True(_codec.IsSpliced);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(400)]
    public void Decode_ScanEndsEarly_IsNotDecodable(int missingBytes)
    {
        Assert.Equal(JpegOutcome.NotDecodable, _codec.Decode(Good.AsMemory(0, Good.Length - missingBytes), MaxPixels));
        Assert.Throws<InvalidOperationException>(() => SourceJpeg.Encode(_codec, 80));

        Assert.Equal(JpegOutcome.Ok, _codec.Decode(Good, MaxPixels));
        Assert.True(_codec.IsSpliced);
    }

    [Fact]
    public void Decode_RestartMarkersOutOfTurn_IsAsByTurbo()
    {
        int first = WithRestarts.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD0]);
        byte[] wrong = [.. WithRestarts];
        wrong[first + 1] = 0xD3;

        Assert.Equal(_turbo.Decode(wrong, MaxPixels), _codec.Decode(wrong, MaxPixels));
        Assert.False(_codec.IsSpliced);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_Mutations_AreAsByTurboAndCanBeWritten(bool hasRestarts)
    {
        var random = new Random(9);
        int ok = 0, spliced = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = Mutations.Of(hasRestarts ? WithRestarts : Good, random);
            JpegOutcome outcome = _codec.Decode(damaged, 1_000_000, 64);
            Assert.Equal(_turbo.Decode(damaged, 1_000_000), outcome);
            if (outcome != JpegOutcome.Ok)
                continue;
            ok++;
            _codec.Annotate([new Detection(0, 0.5f, 10, 10, 30, 30)], Labels);
            byte[] written = SourceJpeg.Encode(_codec, 80);
            spliced += _codec.IsSpliced ? 1 : 0;
            Assert.Equal(JpegOutcome.Ok, _turbo.Decode(written, 1_000_000));
        }
        Assert.InRange(spliced, 1, ok - 1);
        Assert.InRange(ok, 2, 2999);
    }

    [Fact]
    public void Frame_SteadyState_AllocatesNothing()
    {
        byte[] other = SourceJpeg.Of(Scene, Size, JpegSubsampling.Yuv422, 60);
        var writer = new System.Buffers.ArrayBufferWriter<byte>(1 << 20);
        var input = new float[3 * 320 * 320];
        Detection[] detections = [new(0, 0.9f, 5, 20, 40, 30), new(9, 1, 5, 5, 80, 50)];
        for (int i = 0; i < 40; i++)
            Run();

        Assert.Equal(0, SteadyState.AllocatedBytes(Run));

        void Run()
        {
            foreach (byte[] jpeg in (ReadOnlySpan<byte[]>)[Good, other, WithRestarts])
            {
                writer.ResetWrittenCount();
                _codec.Decode(jpeg, MaxPixels, 64);
                _codec.FillInput(Letterbox.Fit(_codec.Size, 64), input);
                _codec.Annotate(detections, Labels);
                _codec.Encode(80, writer);
            }
        }
    }

    private void AssertFallsBack(byte[] jpeg)
    {
        Detection[] detections = [new(0, 0.5f, 10, 20, 60, 30)];
        Assert.Equal(JpegOutcome.Ok, _turbo.Decode(jpeg, MaxPixels));
        Assert.Equal(JpegOutcome.Ok, _codec.Decode(jpeg, MaxPixels));
        Assert.False(_codec.IsSpliced);

        _turbo.Annotate(detections, Labels);
        _codec.Annotate(detections, Labels);

        Assert.Equal(SourceJpeg.Encode(_turbo, 77), SourceJpeg.Encode(_codec, 77));
    }
}
