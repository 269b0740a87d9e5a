using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Link;
using RealtimeDetect.Relay.Viewers.Tiers;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Viewers.Link;

public sealed class ViewerLinkTests
{
    private const double Fps = 20;
    private const double OneWayMs = 20;
    private const int FullBytes = 12_000;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void UnitTier_WideLink_IsFull() => Assert.Equal("Full", Watch(bytesPerSecond: 2 * FullBytes * Fps));

    [Fact]
    public void UnitTier_LinkCarriesAThird_IsSmall() => Assert.Equal("Small", Watch(bytesPerSecond: FullBytes * Fps / 3));

    [Fact]
    public void UnitTier_LinkCarriesNotEvenSmallUnits_IsNone() => Assert.Equal("none", Watch(bytesPerSecond: FullBytes * Fps / 20));

    [Fact]
    public void UnitTier_LinkKnownBeforeTheFirstUnit_IsWhatItsJpegsLetExpect()
    {
        var link = new ViewerLink(takesSmaller: true, _time);
        link.OnRoundTrip(2 * OneWayMs);
        for (int frame = 0; frame < 20; frame++)
        {
            link.OnPublished(100_000);
            link.OnSent(PictureTier.Full, 100_000);
            _time.Advance(TimeSpan.FromSeconds(1));
            link.OnDelivered(new Delivery(TimeSpan.FromSeconds(1), 100_000), Fps);
        }
        Assert.Equal(PictureTier.Small, link.UnitTier);
    }

    [Fact]
    public void Limit_ByTheController_HoldsInBothCodecsUntilItIsLifted()
    {
        var link = new ViewerLink(takesSmaller: true, _time);

        link.Limit(PictureTier.Coarse);
        link.OnPublished(FullBytes);
        (PictureTier, PictureTier?) limited = (link.Tier, link.UnitTier);
        link.Limit(PictureTier.Full);
        link.OnPublished(FullBytes);
        link.OnDelivered(new Delivery(TimeSpan.FromMilliseconds(OneWayMs), FullBytes), Fps);

        Assert.Equal((PictureTier.Coarse, PictureTier.Coarse), limited);
        Assert.Equal((PictureTier.Full, PictureTier.Full), (link.Tier, link.UnitTier));
    }

    [Fact]
    public void Limit_ViewerThatShowsItSmall_KeepsTheLowerOfTheTwo()
    {
        var link = new ViewerLink(takesSmaller: true, _time);

        link.Limit(PictureTier.Coarse);
        link.OnPublished(FullBytes, PictureTier.Small);

        Assert.Equal(PictureTier.Small, link.Tier);
    }

    [Fact]
    public void Limit_WishForAPictureThatItDoesNotTake_KeepsTheControllersTier()
    {
        var link = new ViewerLink(takesSmaller: false, _time);

        link.Limit(PictureTier.Coarse);
        link.OnPublished(FullBytes, PictureTier.Small);

        Assert.Equal(PictureTier.Coarse, link.Tier);
    }

    [Fact]
    public void TierOf_FrameThatWouldBeLate_IsLowerUnderAnObjectiveOnly()
    {
        var link = new ViewerLink(takesSmaller: true, _time);
        Late(link);

        PictureTier without = link.TierOf(ageMs: 40, underWay: null);
        link.Limit(PictureTier.Full, objectiveMs: 100);

        Assert.Equal((PictureTier.Full, PictureTier.Coarse), (without, link.TierOf(ageMs: 40, underWay: null)));
        Assert.Equal(PictureTier.Full, link.Tier);
    }

    [Theory]
    [InlineData(5, PictureTier.Full)]
    [InlineData(30, PictureTier.Coarse)]
    public void SentTier_FramesLowered_IsTheTierOfMost(int lowered, PictureTier expected)
    {
        var link = new ViewerLink(takesSmaller: true, _time);
        link.OnPublished(FullBytes);

        for (int frame = 0; frame < lowered; frame++)
            link.OnSent(PictureTier.Coarse, FullBytes / 2);

        Assert.Equal(expected, link.SentTier);
    }

    [Fact]
    public void LowersLateFrames_LinkAndObjectiveKnown_UnlessItIsSentUnits()
    {
        var link = new ViewerLink(takesSmaller: true, _time);
        bool atFirst = link.LowersLateFrames;
        link.OnRoundTrip(2 * OneWayMs);
        link.Limit(PictureTier.Full, objectiveMs: 100);
        bool known = link.LowersLateFrames;

        link.OnUnitSent(PictureTier.Full, FullBytes);

        Assert.Equal((false, true, false), (atFirst, known, link.LowersLateFrames));
    }

    [Fact]
    public void Tiers_OfTheOptionsDefaults_AreThePlannersDefaults() => Assert.Equal(new TierPictures(), new ViewerOptions().Tiers);

    // A frame that took 60 ms for its bytes alone; without a queue in it the link shows no limit.
    private static void Late(ViewerLink link)
    {
        link.OnRoundTrip(10);
        link.OnPublished(100_000);
        link.OnSent(PictureTier.Full, 100_000);
        link.OnDelivered(new Delivery(TimeSpan.FromMilliseconds(80), 100_000), Fps);
    }

    // Half a minute of units over a link that passes one after the other; each tier has its usual share of the bytes.
    private string Watch(double bytesPerSecond)
    {
        const int WidestWindow = 8;
        var link = new ViewerLink(takesSmaller: true, _time);
        link.OnRoundTrip(2 * OneWayMs);
        var underWay = new Queue<(double AckedAt, double SentAt, int Bytes)>();
        double freeAt = 0, nextFrame = 0;
        for (double now = 0; now < 30_000 && link.UnitTier is { } tier; now++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            while (underWay.TryPeek(out (double AckedAt, double SentAt, int Bytes) first) && first.AckedAt <= now)
            {
                underWay.Dequeue();
                link.OnDelivered(new Delivery(TimeSpan.FromMilliseconds(now - first.SentAt), first.Bytes), Fps);
            }
            if (now < nextFrame || link.NextSendIn > TimeSpan.Zero || underWay.Count >= (link.FramesUnderWay ?? WidestWindow))
                continue;
            int bytes = (int)(FullBytes * ShareOf(tier));
            link.OnUnitSent(tier, bytes);
            freeAt = Math.Max(freeAt, now) + bytes / bytesPerSecond * 1000;
            underWay.Enqueue((freeAt + 2 * OneWayMs, now, bytes));
            nextFrame += 1000 / Fps;
        }
        return link.UnitTier?.ToString() ?? "none";
    }

    private static double ShareOf(PictureTier tier) => tier switch
    {
        PictureTier.Full => 1,
        PictureTier.Coarse => TierShares.H264.Coarse,
        _ => TierShares.H264.Small,
    };
}
