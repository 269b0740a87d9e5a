using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Link;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Tests.Viewers.Link;

public sealed class LateFramesTests
{
    private const double ObjectiveMs = 100;
    private const double RoundTripMs = 20;
    private const int FullBytes = 60_000;

    // At the end of encoding: of the objective, without half a round trip and 10 ms for the screen, 40 ms are left; 25 for a lower tier.
    private const double AgeMs = 40;

    private readonly LateFrames _lateFrames = new();
    private readonly TierSizes _sizes = new(new TierShares(Coarse: 0.5, Small: 0.2)) { Expected = FullBytes };

    [Fact]
    public void Choose_NothingDelivered_LeavesTheTier() => Assert.Equal(PictureTier.Full, Choose());

    [Theory]
    [InlineData(30, PictureTier.Full)]
    [InlineData(39, PictureTier.Full)]
    [InlineData(48, PictureTier.Coarse)]
    [InlineData(150, PictureTier.Small)]
    [InlineData(900, PictureTier.Small)]
    public void Choose_FrameTookSoLongForItsBytes_IsTheBestTierInTime(double transferMs, PictureTier expected)
    {
        Deliver(PictureTier.Full, transferMs);

        Assert.Equal(expected, Choose());
    }

    [Fact]
    public void Choose_FrameUnderWayForLong_IsNotWaitedFor()
    {
        Deliver(PictureTier.Full, 20);

        PictureTier chosen = Choose(underWay: new Delivery(TimeSpan.FromMilliseconds(RoundTripMs + 10 + 48), FullBytes));

        Assert.Equal(PictureTier.Coarse, chosen);
    }

    [Fact]
    public void Choose_FrameUnderWayForShort_ChangesNothing()
    {
        Deliver(PictureTier.Full, 48);

        Assert.Equal(PictureTier.Coarse, Choose(underWay: new Delivery(TimeSpan.FromMilliseconds(5), FullBytes)));
    }

    [Fact]
    public void Choose_WayIsTooLongForAnyPicture_LeavesTheTier()
    {
        Deliver(PictureTier.Full, 48);

        Assert.Equal(PictureTier.Full, Choose(ageMs: ObjectiveMs - (RoundTripMs / 2) - 9));
    }

    [Fact]
    public void Choose_LowerTierSavesLittle_LeavesTheTier()
    {
        Deliver(PictureTier.Full, 13);

        Assert.Equal(PictureTier.Full, Choose(ageMs: 70));
    }

    [Fact]
    public void Choose_LateInEveryTierForLong_LeavesTheTier()
    {
        PictureTier[] chosen = [.. Enumerable.Range(0, 40).Select(_ =>
        {
            Deliver(PictureTier.Full, 900);
            return Choose();
        })];

        Assert.Equal(PictureTier.Small, chosen[0]);
        Assert.Equal(PictureTier.Full, chosen[^1]);
    }

    [Fact]
    public void Choose_RoundTripNotKnown_LeavesTheTier()
    {
        _lateFrames.OnDelivered(new Delivery(TimeSpan.FromMilliseconds(900), FullBytes), double.PositiveInfinity);

        Assert.Equal(
            PictureTier.Full,
            _lateFrames.Choose(PictureTier.Full, PictureTier.Small, _sizes, AgeMs, ObjectiveMs, double.PositiveInfinity, underWay: null));
    }

    [Fact]
    public void Choose_ViewerTakesNoOtherSize_StaysWithCoarse()
    {
        Deliver(PictureTier.Full, 900);

        Assert.Equal(PictureTier.Coarse, Choose(lowest: PictureTier.Coarse));
    }

    [Fact]
    public void Choose_AlreadyInALowerTier_NeverRaisesIt() => Assert.Equal(PictureTier.Coarse, Choose(best: PictureTier.Coarse));

    [Fact]
    public void Choose_LinkIsFastAgain_ReturnsAfterSomeAcksAndNotAtOnce()
    {
        Deliver(PictureTier.Full, 48);
        Choose();
        int acks = 0;
        do
        {
            Deliver(PictureTier.Coarse, 10);
            acks++;
        }
        while (Choose() != PictureTier.Full && acks < 100);

        Assert.InRange(acks, 3, 30);
    }

    [Fact]
    public void Choose_NoObjective_LeavesTheTier()
    {
        Deliver(PictureTier.Full, 900);

        Assert.Equal(PictureTier.Full, Choose(objectiveMs: double.PositiveInfinity));
    }

    // Beyond the round trip and the usual wait for the screen.
    private void Deliver(PictureTier tier, double transferMs) => _lateFrames.OnDelivered(
        new Delivery(TimeSpan.FromMilliseconds(RoundTripMs + 10 + transferMs), (long)_sizes[tier]), RoundTripMs);

    private PictureTier Choose(
        double ageMs = AgeMs, double objectiveMs = ObjectiveMs, PictureTier best = PictureTier.Full, PictureTier lowest = PictureTier.Small,
        Delivery? underWay = null) => _lateFrames.Choose(best, lowest, _sizes, ageMs, objectiveMs, RoundTripMs, underWay);
}
