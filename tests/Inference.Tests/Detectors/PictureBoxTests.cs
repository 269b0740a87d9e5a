using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class PictureBoxTests
{
    // 1280x720 at 640: rows 12 to 372 of 384 are picture, gain 0.5.
    private static readonly Letterbox Wide = Letterbox.Fit(new PixelSize(1280, 720), 640);

    [Theory]
    [InlineData(100, 112, 200, 212, 200, 200, 200, 200)]
    [InlineData(-10, 0, 50, 62, 0, 0, 100, 100)]
    [InlineData(600, 322, 700, 400, 1200, 620, 80, 100)]
    [InlineData(-99, -99, 999, 999, 0, 0, 1280, 720)]
    public void TryMap_BoxInThePicture_IsMappedAndClipped(
        float x1, float y1, float x2, float y2, float x, float y, float width, float height)
    {
        Assert.True(PictureBox.TryMap(new ScoredBox(7, 0.5f, x1, y1, x2, y2), Wide, out Detection detection));

        Assert.Equal(new Detection(7, 0.5f, x, y, width, height), detection);
    }

    [Theory]
    [InlineData(100, 0, 200, 12)]
    [InlineData(100, 372, 200, 384)]
    [InlineData(-20, 100, 0, 200)]
    [InlineData(640, 100, 700, 200)]
    [InlineData(100, 100, 100, 200)]
    [InlineData(200, 100, 100, 200)]
    public void TryMap_NothingInThePicture_IsDropped(float x1, float y1, float x2, float y2) =>
        Assert.False(PictureBox.TryMap(new ScoredBox(0, 0.5f, x1, y1, x2, y2), Wide, out _));
}
