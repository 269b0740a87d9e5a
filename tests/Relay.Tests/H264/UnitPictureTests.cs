using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.Tests.H264;

public sealed class UnitPictureTests
{
    private static readonly H264Options Options = new() { Quality = 20, CoarseQuality = 30, SmallQuality = 25 };

    [Theory]
    [InlineData(nameof(PictureTier.Full), 1280, 720, false, 20)]
    [InlineData(nameof(PictureTier.Coarse), 1280, 720, false, 30)]
    [InlineData(nameof(PictureTier.Small), 640, 360, true, 25)]
    public void Of_Tier_HasItsSizeAndQuality(string tier, int width, int height, bool isScaled, int quality) =>
        Assert.Equal(new UnitPicture(new PixelSize(width, height), isScaled, quality), Of(tier, new PixelSize(1280, 720)));

    [Theory]
    [InlineData(nameof(PictureTier.Full), 641, 481, 640, 480)]
    [InlineData(nameof(PictureTier.Small), 4000, 2250, 500, 282)]
    [InlineData(nameof(PictureTier.Small), 360, 640, 360, 640)]
    [InlineData(nameof(PictureTier.Small), 721, 1281, 180, 320)]
    public void Of_AnySource_IsEvenAndNoLongerThanTheLimit(string tier, int width, int height, int expectedWidth, int expectedHeight) =>
        Assert.Equal(new PixelSize(expectedWidth, expectedHeight), Of(tier, new PixelSize(width, height)).Size);

    private static UnitPicture Of(string tier, PixelSize source) => UnitPicture.Of(Enum.Parse<PictureTier>(tier), source, Options, 640);
}
