using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging;

public sealed class LetterboxTests
{
    [Theory]
    [InlineData(1280, 720, 640, 640, 384, 640, 360, 0, 12)]
    [InlineData(810, 1080, 640, 480, 640, 480, 640, 0, 0)]
    [InlineData(640, 640, 640, 640, 640, 640, 640, 0, 0)]
    [InlineData(640, 480, 640, 640, 480, 640, 480, 0, 0)]
    [InlineData(1280, 720, 320, 320, 192, 320, 180, 0, 6)]
    [InlineData(500, 375, 416, 416, 320, 416, 312, 0, 4)]
    public void Fit_Picture_GivesGoldenGeometry(
        int width, int height, int size, int inputWidth, int inputHeight, int scaledWidth, int scaledHeight, int left, int top)
    {
        Letterbox letterbox = Letterbox.Fit(new PixelSize(width, height), size);

        Assert.Equal(new PixelSize(inputWidth, inputHeight), letterbox.Input);
        Assert.Equal(new PixelSize(scaledWidth, scaledHeight), letterbox.Scaled);
        Assert.Equal((left, top), (letterbox.Left, letterbox.Top));
    }

    [Theory]
    [InlineData(1280, 720, 320)]
    [InlineData(97, 61, 320)]
    [InlineData(333, 1999, 640)]
    [InlineData(1, 16384, 640)]
    [InlineData(1919, 1079, 416)]
    public void Fit_AnyPicture_CentresItInSmallestRectangle(int width, int height, int size)
    {
        Letterbox letterbox = Letterbox.Fit(new PixelSize(width, height), size);

        Assert.Equal((0, 0), (letterbox.Input.Width % 32, letterbox.Input.Height % 32));
        Assert.Equal(size, letterbox.Input.LongSide);
        Assert.InRange(letterbox.Input.Width - letterbox.Scaled.Width, 0, 31);
        Assert.InRange(letterbox.Input.Height - letterbox.Scaled.Height, 0, 31);
        Assert.InRange(letterbox.Input.Width - letterbox.Scaled.Width - 2 * letterbox.Left, 0, 1);
        Assert.InRange(letterbox.Input.Height - letterbox.Scaled.Height - 2 * letterbox.Top, 0, 1);
        Assert.InRange(letterbox.ToPictureX(letterbox.Left + letterbox.Scaled.Width) - width, -1 / letterbox.Gain, 1 / letterbox.Gain);
        Assert.Equal(0, letterbox.ToPictureY(letterbox.Top));
    }

    [Theory]
    [InlineData(0, 10, 640)]
    [InlineData(10, 0, 640)]
    [InlineData(10, 10, 0)]
    [InlineData(10, 10, 650)]
    public void Fit_SizeOutsideRange_Throws(int width, int height, int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Letterbox.Fit(new PixelSize(width, height), size));
}
