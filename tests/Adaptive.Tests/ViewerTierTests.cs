namespace RealtimeDetect.Adaptive.Tests;

/// <summary>Viewers whose frames would be late get less than the published picture; the camera and the other viewers keep theirs.</summary>
public sealed class ViewerTierTests
{
    // A 720p frame takes 58 ms at 10 Mbit/s, its small picture 15 ms.
    private const double WeakRate = 10e6;

    [Fact]
    public void Decide_EveryViewerInTime_LowersNone()
    {
        LinkedStream stream = Watched([new(), new(60e6), new(DelayMs: 12)]);

        stream.Run(30);

        Assert.Empty(stream.Decision!.LoweredTiers);
        Assert.Equal(0, stream.Planner.Changes);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(10, 3)]
    [InlineData(20, 1)]
    public void Decide_SomeBehindWeakLinks_LowersTheirTiersAndNothingElse(int viewers, int weak)
    {
        LinkedStream stream = Watched([.. Enumerable.Range(1, viewers).Select(id => id <= weak ? new LinkedViewer(WeakRate) : new())]);

        stream.Run(30);

        Assert.Equal(Enumerable.Range(1, weak).Select(id => (long)id), stream.Decision!.LoweredTiers.Keys.Order());
        Assert.Equal(0, stream.Planner.Changes);
    }

    [Fact]
    public void Decide_TheOnlyViewerBehindAWeakLink_LowersThePoint()
    {
        LinkedStream stream = Watched([new(WeakRate)]);

        stream.Run(30);

        Assert.Empty(stream.Decision!.LoweredTiers);
        Assert.True(stream.Point.MaxLongSidePx < 1280 || stream.Point.JpegQuality < 0.8, $"{stream.Point}");
    }

    [Fact]
    public void Decide_WeakViewerAmongSilentOnes_LowersItsTier()
    {
        LinkedStream stream = Watched([new(WeakRate)]);
        stream.SilentViewers = 2;

        stream.Run(30);

        Assert.Single(stream.Decision!.LoweredTiers);
        Assert.Equal(0, stream.Planner.Changes);
    }

    [Fact]
    public void Decide_DeviceThatDecodesSlowly_GetsTheSmallPicture()
    {
        LinkedStream stream = Watched([new(), new(), new(DecodeMs: 60)]);

        stream.Run(90);

        Assert.Equal(PictureTier.Small, stream.Decision!.LoweredTiers[3]);
        Assert.Equal((1280, 0.8), (stream.Point.MaxLongSidePx, stream.Point.JpegQuality));
    }

    [Fact]
    public void Decide_ViewerThatTakesNoSmallerPicture_GetsTheCoarseOne()
    {
        LinkedStream stream = Watched([new(), new(), new(13e6, LowestTier: PictureTier.Coarse)]);

        stream.Run(30);

        Assert.Equal(PictureTier.Coarse, stream.Decision!.LoweredTiers[3]);
    }

    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(true, 1, 0)]
    [InlineData(true, 6, 1)]
    public void Decide_LinkWeakForAWhile_LowersTheTierUnlessSingleFramesAreAndItIsShort(bool lowersLateFrames, double seconds, int lowered)
    {
        LinkedStream stream = Watched([new(), new(), new(LowersLateFrames: lowersLateFrames)]);
        stream.Run(20);
        stream.Viewers[2] = new LinkedViewer(WeakRate, LowersLateFrames: lowersLateFrames);

        stream.Run(seconds);

        Assert.Equal(lowered, stream.Decision!.LoweredTiers.Count);
    }

    [Fact]
    public void Decide_ViewerLateInEveryTier_KeepsItsPicture()
    {
        LinkedStream stream = Watched([new(), new(), new(1e6, DelayMs: 100)]);

        stream.Run(30);

        Assert.Empty(stream.Decision!.LoweredTiers);
    }

    [Fact]
    public void Decide_StreamRunning_TellsItsObjective()
    {
        LinkedStream stream = Watched([new()]);

        stream.Run(5);

        Assert.Equal(100, stream.Decision!.DelayObjectiveMs);
    }

    [Fact]
    public void Decide_ControllerOff_TellsNoObjective()
    {
        ControlDecision decision = new StreamPlanner(new ControllerOptions { Enabled = false }).Decide(Samples.Healthy);

        Assert.Equal(double.PositiveInfinity, decision.DelayObjectiveMs);
    }

    [Fact]
    public void Decide_LinkRecovers_ReturnsTheFullPicture()
    {
        LinkedStream stream = Watched([new(), new(), new(WeakRate)]);
        stream.Run(20);
        stream.Viewers[2] = new LinkedViewer();

        stream.Run(30);

        Assert.Empty(stream.Decision!.LoweredTiers);
    }

    [Fact]
    public void Decide_LinkAtTheLimit_ChangesTheTierAtMostSixTimesAMinute()
    {
        LinkedStream stream = Watched([new(), new(), new(WeakRate)]);
        Assert.True(Oscillate(stream, 60) > 0);

        Assert.InRange(Oscillate(stream, 60), 1, 6);
    }

    [Fact]
    public void Decide_CamerasLinkIsSlow_LowersNoTier()
    {
        LinkedStream stream = Watched([new(), new()]);
        stream.UplinkRate = 12e6;

        stream.Run(30);

        Assert.Empty(stream.Decision!.LoweredTiers);
        Assert.True(stream.Planner.Changes > 0);
    }

    [Fact]
    public void Decide_ViewerWithoutAnId_IsNotNamed()
    {
        StreamPlanner planner = new(new ControllerOptions());
        ControlSample sample = Samples.Healthy with { Viewers = [new ViewerSample(10, 400, 0) { Downlink = new LinkSample(10, 300, 90, 72_000) }] };

        ControlDecision decision = planner.Feed(sample, 0, 30);

        Assert.Empty(decision.LoweredTiers);
    }

    private static LinkedStream Watched(IList<LinkedViewer> viewers) => new(new ControllerOptions()) { Viewers = viewers, InferenceMs = 8 };

    // How often the third viewer's tier changes while its link does every two seconds.
    private static int Oscillate(LinkedStream stream, int seconds)
    {
        int changes = 0;
        PictureTier? before = null;
        for (int second = 0; second < seconds; second++)
        {
            stream.Viewers[2] = new LinkedViewer(second / 2 % 2 == 0 ? 100e6 : WeakRate);
            stream.Run(1);
            PictureTier now = stream.Decision!.LoweredTiers.GetValueOrDefault(3);
            changes += before is null || now == before ? 0 : 1;
            before = now;
        }

        return changes;
    }
}
