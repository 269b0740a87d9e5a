using System.Buffers;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging;

public sealed class RgbJpegEncoderTests : IDisposable
{
    private static readonly PixelSize Size = new(120, 80);
    private readonly RgbJpegEncoder _encoder = new();

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public void Encode_HigherQuality_IsNearerToThePicture()
    {
        byte[] rgb = TestPictures.Waves(Size);

        Assert.InRange(ErrorAt(90, rgb), 0, ErrorAt(20, rgb) / 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Encode_QualityOutsideRange_Throws(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            _encoder.Encode(TestPictures.Waves(Size), Size, quality, JpegSubsampling.Yuv420, new ArrayBufferWriter<byte>()));

    [Fact]
    public void Encode_BytesOfAnotherSize_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            _encoder.Encode(new byte[300], Size, 80, JpegSubsampling.Yuv420, new ArrayBufferWriter<byte>()));

    private double ErrorAt(int quality, byte[] rgb)
    {
        var writer = new ArrayBufferWriter<byte>();
        _encoder.Encode(rgb, Size, quality, JpegSubsampling.Yuv444, writer);
        byte[] decoded = TestPictures.DecodeRgb(writer.WrittenSpan.ToArray(), Size);
        return rgb.Zip(decoded, (a, b) => (double)(a - b) * (a - b)).Average();
    }
}
