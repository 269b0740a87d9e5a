using RealtimeDetect.Relay.Viewers.Link;

namespace RealtimeDetect.Relay.Tests.Viewers.Link;

public sealed class LinkGovernorTests
{
    private const int FrameBytes = 20_000;
    private const double Fps = 30;
    private const double Needed = FrameBytes * Fps;

    private readonly LinkGovernor _governor = new();

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(400)]
    public void Run_WideLink_ShowsNoLimitHoweverLong(double oneWayMs)
    {
        _governor.OnRoundTrip(0, 2 * oneWayMs);
        var link = new SimulatedLink(_governor, oneWayMs) { BytesPerSecond = 10 * Needed };

        link.Run(seconds: 20, FrameBytes, Fps);

        Assert.Equal(double.PositiveInfinity, _governor.BytesPerSecond);
        Assert.Equal(2 * oneWayMs, _governor.BaseMs, FrameBytes / (10 * Needed) * 1000 + 1);
    }

    [Fact]
    public void Run_Jitter_ShowsNoLimit()
    {
        var link = new SimulatedLink(_governor, 20) { BytesPerSecond = 10 * Needed, JitterMs = 40 };

        link.Run(seconds: 20, FrameBytes, Fps);

        Assert.Equal(double.PositiveInfinity, _governor.BytesPerSecond);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(0.4)]
    [InlineData(0.1)]
    public void Run_NarrowLink_SettlesBelowWhatItCarriesWithoutAQueue(double share)
    {
        var link = new SimulatedLink(_governor, 30) { BytesPerSecond = share * Needed };
        link.Run(seconds: 10, FrameBytes, Fps);
        link.Delays.Clear();

        link.Run(seconds: 30, FrameBytes, Fps);

        Assert.InRange(link.Delivered / 30.0, 0.6 * link.BytesPerSecond, 1.01 * link.BytesPerSecond);
        double transfer = FrameBytes / link.BytesPerSecond * 1000;
        double[] sorted = [.. link.Delays.Order()];
        Assert.InRange(sorted[(int)(sorted.Length * 0.95)], 0, 60 + 2 * transfer + 2 * LinkGovernor.EarlyWarningMs);
        Assert.InRange(sorted[sorted.Length / 2], 0, 60 + transfer + 3 * LinkGovernor.CongestedMs);
    }

    [Fact]
    public void Run_LinkWidensAgain_LimitGoesAway()
    {
        var link = new SimulatedLink(_governor, 30) { BytesPerSecond = 0.5 * Needed };
        link.Run(seconds: 5, FrameBytes, Fps);
        Assert.True(double.IsFinite(_governor.BytesPerSecond));

        link.BytesPerSecond = 10 * Needed;
        link.Run(seconds: 40, FrameBytes, Fps);

        Assert.Equal(double.PositiveInfinity, _governor.BytesPerSecond);
    }

    [Fact]
    public void OnDelivered_AfterAPause_LimitsNothing()
    {
        _governor.OnDelivered(100, 40, FrameBytes, Needed);

        _governor.OnDelivered(15_100, 15_000, FrameBytes, Needed);
        _governor.OnDelivered(15_101, 14_960, FrameBytes, Needed);
        _governor.OnDelivered(15_140, 39, FrameBytes, Needed);

        Assert.Equal(double.PositiveInfinity, _governor.BytesPerSecond);
    }

    [Fact]
    public void OnDelivered_EveryFrameTakesSeconds_IsALimit()
    {
        _governor.OnRoundTrip(0, 50);

        _governor.OnDelivered(3_000, 3_000, FrameBytes, Needed);
        _governor.OnDelivered(6_100, 3_000, FrameBytes, Needed);

        Assert.InRange(_governor.BytesPerSecond, 0.5 * FrameBytes / 3, FrameBytes / 3.0);
    }

    [Fact]
    public void OnRoundTrip_KnownBeforeTheFirstFrame_TellsASlowFirstFrameFromALongWay()
    {
        _governor.OnRoundTrip(0, 100);

        _governor.OnDelivered(900, 740, 80_000, 80_000 * Fps);

        Assert.InRange(_governor.BytesPerSecond, 60_000, 110_000);
    }
}
