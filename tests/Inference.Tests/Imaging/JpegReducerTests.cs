using System.Buffers;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging;

public sealed class JpegReducerTests : IDisposable
{
    private readonly JpegReducer _reducer = new();
    private readonly ArrayBufferWriter<byte> _reduced = new();

    [Theory]
    [InlineData(640, 360, 640, 640, 360)]
    [InlineData(640, 360, 639, 320, 180)]
    [InlineData(641, 361, 640, 321, 181)]
    [InlineData(300, 400, 100, 75, 100)]
    [InlineData(640, 360, 1, 80, 45)]
    public void Reduce_LongSide_IsHalvedUntilItFits(int width, int height, int longSide, int expectedWidth, int expectedHeight)
    {
        byte[] jpeg = Picture(width, height, JpegSubsampling.Yuv420);

        JpegOutcome outcome = _reducer.Reduce(jpeg, 1_000_000, longSide, 50, _reduced, out PixelSize size);

        Assert.Equal(JpegOutcome.Ok, outcome);
        Assert.Equal(new PixelSize(expectedWidth, expectedHeight), size);
        Assert.Equal(JpegOutcome.Ok, JpegHeader.Read(_reduced.WrittenSpan, 1_000_000, out JpegHeader header));
        Assert.Equal(size, header.Size);
    }

    [Theory]
    [InlineData(JpegSubsampling.Yuv444)]
    [InlineData(JpegSubsampling.Yuv422)]
    [InlineData(JpegSubsampling.Yuv420)]
    [InlineData(JpegSubsampling.Grey)]
    public void Reduce_AnySampling_ShowsTheSamePictureInFewerBytes(JpegSubsampling subsampling)
    {
        byte[] jpeg = Picture(320, 192, subsampling);

        _reducer.Reduce(jpeg, 1_000_000, 160, 60, _reduced, out PixelSize size);

        Assert.True(_reduced.WrittenCount < jpeg.Length);
        using var decoder = new PlaneDecoder();
        using var planes = new YuvPlanes();
        Assert.Equal(JpegOutcome.Ok, decoder.Decode(_reduced.WrittenSpan, 1_000_000, planes));
        // The picture is a ramp from left to right: its brightness at a place is known.
        for (int x = 8; x < size.Width - 8; x += 16)
            Assert.InRange(planes.Luma.Row(size.Height / 2)[x], 255 * x / size.Width - 12, 255 * x / size.Width + 12);
    }

    [Fact]
    public void Reduce_NotAJpeg_WritesNothing()
    {
        Assert.NotEqual(JpegOutcome.Ok, _reducer.Reduce([1, 2, 3], 1_000_000, 160, 60, _reduced, out _));

        Assert.Equal(0, _reduced.WrittenCount);
    }

    public void Dispose() => _reducer.Dispose();

    private static byte[] Picture(int width, int height, JpegSubsampling subsampling)
    {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)(255 * (i / 3 % width) / width);
        using var encoder = new RgbJpegEncoder();
        var jpeg = new ArrayBufferWriter<byte>();
        encoder.Encode(rgb, new PixelSize(width, height), 90, subsampling, jpeg);
        return jpeg.WrittenSpan.ToArray();
    }
}
