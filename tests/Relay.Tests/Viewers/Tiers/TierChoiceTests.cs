using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Tests.Viewers.Tiers;

public sealed class TierChoiceTests
{
    private static readonly TierSizes Sizes = SizesOf(80_000, 36_000, 12_000);

    [Theory]
    [InlineData(double.PositiveInfinity, nameof(PictureTier.Full))]
    [InlineData(1_000_000, nameof(PictureTier.Full))]
    [InlineData(799_000, nameof(PictureTier.Coarse))]
    [InlineData(359_000, nameof(PictureTier.Small))]
    [InlineData(4_000, nameof(PictureTier.Small))]
    public void Choose_Link_IsTheBestTierThatCarriesTheRate(double bytesPerSecond, string expected) =>
        Assert.Equal(expected, new TierChoice(takesSmaller: true).Choose(bytesPerSecond, 10, Sizes).ToString());

    [Fact]
    public void Choose_ViewerTakesNoOtherSize_EndsAtCoarse() =>
        Assert.Equal(PictureTier.Coarse, new TierChoice(takesSmaller: false).Choose(4_000, 10, Sizes));

    [Fact]
    public void Choose_LowRateNeeded_KeepsTheFullPicture() =>
        Assert.Equal(PictureTier.Full, new TierChoice(takesSmaller: true).Choose(450_000, 5, Sizes));

    [Fact]
    public void Choose_LinkJustRecovered_ReturnsOnlyWithRoomToSpare()
    {
        var choice = new TierChoice(takesSmaller: true);
        choice.Choose(790_000, 10, Sizes);

        Assert.Equal(PictureTier.Coarse, choice.Choose(810_000, 10, Sizes));
        Assert.Equal(PictureTier.Full, choice.Choose(1_130_000, 10, Sizes));
    }

    [Fact]
    public void Limit_ViewerHasNoUseForMore_GetsNoBetterTierOverAnyLink()
    {
        var choice = new TierChoice(takesSmaller: true);
        choice.Limit(PictureTier.Small);

        Assert.Equal(PictureTier.Small, choice.Tier);
        Assert.Equal(PictureTier.Small, choice.Choose(double.PositiveInfinity, 30, Sizes));
    }

    [Fact]
    public void Limit_Lifted_ReturnsToTheBestThatTheLinkCarries()
    {
        var choice = new TierChoice(takesSmaller: true);
        choice.Limit(PictureTier.Small);
        choice.Limit(PictureTier.Full);

        Assert.Equal(PictureTier.Full, choice.Choose(double.PositiveInfinity, 30, Sizes));
    }

    [Fact]
    public void Limit_ViewerTakesNoOtherSize_ChangesNothing()
    {
        var choice = new TierChoice(takesSmaller: false);
        choice.Limit(PictureTier.Small);

        Assert.Equal(PictureTier.Full, choice.Tier);
    }

    [Fact]
    public void IsCarried_NoTierCarriesTheRate_ComesBackOnlyWithRoomToSpare()
    {
        var choice = new TierChoice(takesSmaller: true);
        choice.Choose(100_000, 10, Sizes);
        Assert.False(choice.IsCarried);

        choice.Choose(130_000, 10, Sizes);
        Assert.False(choice.IsCarried);

        choice.Choose(170_000, 10, Sizes);
        Assert.True(choice.IsCarried);
    }

    private static TierSizes SizesOf(int full, int coarse, int small)
    {
        var sizes = new TierSizes(TierShares.Jpeg);
        sizes.Add(PictureTier.Full, full);
        sizes.Add(PictureTier.Coarse, coarse);
        sizes.Add(PictureTier.Small, small);
        return sizes;
    }
}
