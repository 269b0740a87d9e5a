using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Tests.Viewers.Tiers;

public sealed class TierSizesTests
{
    [Fact]
    public void Sizes_TierNotMadeYet_IsItsShareOfTheFullOne()
    {
        var sizes = new TierSizes(new TierShares(0.5, 0.1));
        sizes.Add(PictureTier.Full, 80_000);

        Assert.Equal((80_000, 40_000, 8_000), (sizes[PictureTier.Full], sizes[PictureTier.Coarse], sizes[PictureTier.Small]));
    }

    [Fact]
    public void Sizes_OnlyALowerTierMade_TellTheFullOne()
    {
        var sizes = new TierSizes(new TierShares(0.5, 0.1));
        sizes.Add(PictureTier.Small, 8_000);

        Assert.Equal(80_000, sizes[PictureTier.Full], 1e-6);
    }

    [Fact]
    public void Add_SizesChange_MeanFollows()
    {
        var sizes = new TierSizes(TierShares.Jpeg);
        sizes.Add(PictureTier.Coarse, 1_000);
        for (int frame = 0; frame < 100; frame++)
            sizes.Add(PictureTier.Coarse, 2_000);

        Assert.Equal(2_000, sizes[PictureTier.Coarse], 1.0);
    }

    [Fact]
    public void Sizes_NoneMadeYet_FollowWhatIsExpected()
    {
        var sizes = new TierSizes(new TierShares(0.5, 0.1)) { Expected = 20_000 };
        Assert.Equal(2_000, sizes[PictureTier.Small], 1e-6);

        sizes.Add(PictureTier.Full, 80_000);
        Assert.Equal(8_000, sizes[PictureTier.Small], 1e-6);
    }

    [Fact]
    public void Sizes_NothingKnown_AreAtLeastOneByte() => Assert.Equal(1, new TierSizes(TierShares.H264)[PictureTier.Small]);
}
