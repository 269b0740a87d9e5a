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
}
