namespace RealtimeDetect.Adaptive.Tests;

public sealed class ViewerLimitTests
{
    private readonly StreamPlanner _planner = new(new ControllerOptions { DelayObjectiveMs = 2000 });

    [Fact]
    public void Decide_TheOnlyViewerIsBehind_LowersQualityThenRateAndRaisesConfidence()
    {
        _planner.Feed(Samples.Healthy, 0, 5);

        ControlDecision first = _planner.Feed(Samples.Painting(12), 5.5, 7);
        ControlDecision second = _planner.Feed(Samples.Painting(12), 7.5, 9);

        Assert.Equal(new OperatingPoint(640, 0.27f, 30, 0.74, 1280), first.Point);
        Assert.Equal("viewer paints 12 of 30 fps: jpeg quality 0.8 -> 0.74, confidence 0.25 -> 0.27", first.Reason);
        Assert.Equal(24, second.Point.TargetFps);
        Assert.Equal(0.29f, second.Point.ConfidenceThreshold);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(3, 1, false)]
    [InlineData(3, 2, true)]
    [InlineData(4, 2, false)]
    [InlineData(10, 1, false)]
    [InlineData(10, 5, false)]
    [InlineData(10, 6, true)]
    public void Decide_SomeViewersBehind_FollowsTheMedian(int viewers, int behind, bool expected)
    {
        double[] fps = [.. Enumerable.Range(0, viewers).Select(i => i < behind ? 3.0 : 30.0)];

        _planner.Feed(Samples.Painting(fps), 0, 10);

        Assert.Equal(expected, _planner.Changes > 0);
    }

    [Fact]
    public void Decide_ViewerAskedForFewerFrames_Holds()
    {
        ControlSample sample = Samples.Healthy with { Viewers = [new ViewerSample(9.8, 80, 0) { MaxFps = 10 }] };

        _planner.Feed(sample, 0, 20);

        Assert.Equal(0, _planner.Changes);
    }

    [Theory]
    [InlineData(250, true)]
    [InlineData(150, false)]
    public void Decide_LatencyAboveItsUsual_ComparesWithTheLimit(double riseMs, bool expected)
    {
        _planner.Feed(Samples.Healthy, 0, 10);

        ViewerSample viewer = new(30, 80 + riseMs, 0) { ViewerId = 1 };
        ControlDecision decision = _planner.Feed(Samples.Healthy with { Viewers = [viewer] }, 10.5, 14);

        Assert.Equal(expected, decision.Changed);
    }

    [Fact]
    public void Decide_AlwaysHighLatency_Holds()
    {
        ControlSample farAway = Samples.Healthy with { Viewers = [new ViewerSample(30, 900, 0) { ViewerId = 1 }] };

        _planner.Feed(farAway, 0, 60);

        Assert.Equal(0, _planner.Changes);
    }

    [Fact]
    public void Decide_LatencyRisesWithTheProcessingTime_LeavesThePictureAlone()
    {
        _planner.Feed(Samples.Healthy, 0, 10);

        ControlSample slowMachine = Samples.Healthy with
        {
            ProcessingP95 = TimeSpan.FromMilliseconds(426),
            Viewers = [new ViewerSample(30, 480, 0) { ViewerId = 1 }],
        };
        _planner.Feed(slowMachine, 10.5, 14);

        Assert.Equal(0, _planner.Changes);
    }

    [Fact]
    public void Decide_ViewerHasJustCome_ItsFirstRatesAreLeftOut()
    {
        _planner.Feed(Samples.Painting(5), 0, 2.5);

        _planner.Feed(Samples.Painting(30), 3, 20);

        Assert.Equal(0, _planner.Changes);
    }

    [Fact]
    public void Decide_AnotherViewersLatency_IsNotComparedWithTheFirst()
    {
        _planner.Feed(Samples.Healthy, 0, 10);

        ControlSample other = Samples.Healthy with { Viewers = [new ViewerSample(30, 800, 0) { ViewerId = 2 }] };
        _planner.Feed(other, 10.5, 20);

        Assert.Equal(0, _planner.Changes);
    }

    [Fact]
    public void Decide_FramesWaitInTheViewer_StepsDown()
    {
        ControlSample waiting = Samples.Healthy with { Viewers = [new ViewerSample(30, 80, 6)] };

        ControlDecision decision = _planner.Feed(waiting, 0, 1);

        Assert.StartsWith("viewer has 6 frames waiting:", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_ViewersRecover_ReturnsToTheStart()
    {
        OperatingPoint start = _planner.Point;
        _planner.Feed(Samples.Painting(3), 0, 30);
        Assert.True(_planner.Point.TargetFps < 10);

        _planner.Feed(Samples.Painting(30), 30.5, 90);

        Assert.Equal(start, _planner.Point);
    }

    [Fact]
    public void Decide_ViewersRecover_IsBackAtTheStartWithinThirtySeconds()
    {
        OperatingPoint start = _planner.Point;
        _planner.Feed(Samples.Painting(3), 0, 60);

        _planner.Feed(Samples.Painting(30), 60.5, 90);

        Assert.Equal(start, _planner.Point);
    }

    [Fact]
    public void Decide_ReportsCountFewFramesEach_TakesTheirMeanAndReturnsToTheStart()
    {
        OperatingPoint start = _planner.Point;
        _planner.Feed(Samples.Painting(3), 0, 30);

        for (int step = 61; step < 121; step++)
        {
            // Counted in quarters of a second: now a frame too many, now one too few.
            int fps = _planner.Point.TargetFps;
            double counted = fps + (step % 2 == 0 ? 2 : -2);
            var viewer = new ViewerSample(fps, 80, 0) { ViewerId = 1, PaintMs = 16, Downlink = new LinkSample(counted, 5, 3, 72_000) };
            _planner.Decide(Samples.Healthy with { Time = TimeSpan.FromSeconds(step / 2.0), PublishedFps = fps, Viewers = [viewer] });
        }

        Assert.Equal(start, _planner.Point);
    }

    [Fact]
    public void Decide_SlowViewerLeaves_ReturnsToTheStart()
    {
        OperatingPoint start = _planner.Point;
        _planner.Feed(Samples.Painting(3), 0, 30);

        _planner.Feed(Samples.Healthy with { Viewers = [], ViewerCount = 1 }, 30.5, 90);

        Assert.Equal(start, _planner.Point);
    }
}
