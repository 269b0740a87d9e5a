using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tests.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Annotation;

public sealed class NoticePictureTests
{
    [Theory]
    [InlineData(1280, 720)]
    [InlineData(321, 241)]
    [InlineData(1, 1)]
    [InlineData(2, 900)]
    public void Encode_AnySize_IsAPictureOfThatSize(int width, int height)
    {
        byte[] jpeg = Encode(new PixelSize(width, height), "Camera away since 12:34", "second line");

        Assert.Equal(JpegOutcome.Ok, JpegHeader.Read(jpeg, long.MaxValue, out JpegHeader header));
        Assert.Equal(new PixelSize(width, height), header.Size);
    }

    [Fact]
    public void Encode_Text_IsLightOnDarkInTheMiddle()
    {
        var size = new PixelSize(640, 360);

        byte[] rgb = TestPictures.DecodeRgb(Encode(size, "Camera away since 12:34"), size);

        int[] lightRows = [.. Enumerable.Range(0, size.Height).Where(y => Brightest(rgb, size, y) > 180)];
        Assert.InRange(lightRows.Length, 8, 24);
        Assert.InRange(lightRows.Average(), (size.Height / 2) - 6, (size.Height / 2) + 6);
        Assert.InRange(Brightest(rgb, size, 20), 0, 60);
    }

    [Fact]
    public void Encode_LongText_IsDrawnSmallerSoThatItFits()
    {
        var size = new PixelSize(640, 360);

        byte[] rgb = TestPictures.DecodeRgb(Encode(size, new string('M', 50)), size);

        int[] lightColumns = [.. Enumerable.Range(0, size.Width).Where(x => Enumerable.Range(0, size.Height).Any(y => rgb[((y * size.Width) + x) * 3] > 150))];
        Assert.InRange(lightColumns[0], 10, 80);
        Assert.InRange(lightColumns[^1], size.Width - 80, size.Width - 10);
    }

    private static byte[] Encode(PixelSize size, params string[] lines)
    {
        var destination = new ArrayBufferWriter<byte>();
        NoticePicture.Encode(size, lines, destination);
        return destination.WrittenSpan.ToArray();
    }

    private static int Brightest(byte[] rgb, PixelSize size, int y) =>
        Enumerable.Range(0, size.Width).Max(x => rgb[((y * size.Width) + x) * 3]);
}
