using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Tests.Viewers.Tiers;

public sealed class TierChoiceTests
{
    private static readonly TierSizes Sizes = new(80_000, 36_000, 12_000);

    [Theory]
    [InlineData(double.PositiveInfinity, nameof(PictureTier.Full))]
    [InlineData(1_000_000, nameof(PictureTier.Full))]
    [InlineData(799_000, nameof(PictureTier.Coarse))]
    [InlineData(359_000, nameof(PictureTier.Small))]
    [InlineData(4_000, nameof(PictureTier.Small))]
    public void Choose_Link_IsTheBestTierWithAWatchableRate(double bytesPerSecond, string expected) =>
        Assert.Equal(expected, new TierChoice(takesSmaller: true).Choose(bytesPerSecond, 30, Sizes).ToString());

    [Fact]
    public void Choose_ViewerTakesNoOtherSize_EndsAtCoarse() =>
        Assert.Equal(PictureTier.Coarse, new TierChoice(takesSmaller: false).Choose(4_000, 30, Sizes));

    [Fact]
    public void Choose_SlowStream_KeepsTheFullPictureAtItsOwnRate() =>
        Assert.Equal(PictureTier.Full, new TierChoice(takesSmaller: true).Choose(450_000, 5, Sizes));

    [Fact]
    public void Choose_LinkJustRecovered_ReturnsOnlyWithRoomToSpare()
    {
        var choice = new TierChoice(takesSmaller: true);
        choice.Choose(790_000, 30, Sizes);

        Assert.Equal(PictureTier.Coarse, choice.Choose(810_000, 30, Sizes));
        Assert.Equal(PictureTier.Full, choice.Choose(1_130_000, 30, Sizes));
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
    public void Sizes_TierNotMadeYet_AreEstimatedSmallerByTier()
    {
        var sizes = new TierSizes(80_000);

        Assert.True(sizes[PictureTier.Full] > sizes[PictureTier.Coarse] && sizes[PictureTier.Coarse] > sizes[PictureTier.Small]);
    }
}
