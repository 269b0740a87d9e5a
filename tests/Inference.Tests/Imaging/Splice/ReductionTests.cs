using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

public sealed class ReductionTests
{
    [Theory]
    [InlineData(1280, 720, 640, 1)]
    [InlineData(1280, 720, 672, 0)]
    [InlineData(1280, 720, 320, 2)]
    [InlineData(1920, 1080, 640, 1)]
    [InlineData(3840, 2160, 480, 3)]
    [InlineData(3840, 2160, 320, 3)]
    [InlineData(810, 1080, 640, 0)]
    [InlineData(97, 61, 320, 0)]
    public void Log2For_Picture_LeavesASampleForEachInputPixel(int width, int height, int inferenceSize, int expected)
    {
        var size = new PixelSize(width, height);

        Assert.Equal(expected, Reduction.Log2For(size, Letterbox.Fit(size, inferenceSize).Scaled));
    }
}
