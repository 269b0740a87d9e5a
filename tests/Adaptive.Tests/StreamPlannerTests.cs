namespace RealtimeDetect.Adaptive.Tests;

public sealed class StreamPlannerTests
{
    private static readonly OperatingPoint Start = new(640, 0.25f, 30, 0.8, 1280);

    [Fact]
    public void Decide_SomebodyComesBeforeAnythingIsMeasured_IsBackAtTheStart()
    {
        StreamPlanner planner = new(new ControllerOptions());
        ControlSample unmeasured = Samples.Healthy with { InferenceMean = TimeSpan.Zero };
        planner.Feed(unmeasured with { Viewers = [], ViewerCount = 0 }, 0, 20);
        int idleFps = planner.Point.TargetFps;

        planner.Feed(unmeasured, 20.5, 21);

        Assert.Equal((5, Start), (idleFps, planner.Point));
    }

    [Fact]
    public void Point_BeforeTheFirstSample_IsTheStart()
    {
        StreamPlanner planner = new(new ControllerOptions());

        Assert.Equal(Start, planner.Point);
        Assert.Equal(0, planner.Changes);
    }

    [Fact]
    public void Decide_Healthy_HoldsAndSaysWhatItSees()
    {
        StreamPlanner planner = new(new ControllerOptions());

        ControlDecision decision = planner.Feed(Samples.Healthy, 0, 300);

        Assert.Equal(Start, decision.Point);
        Assert.False(decision.Changed);
        Assert.Equal("holding: 0.60 of 0.90 lanes, machine 60 % busy, 95 of 100 ms, viewer paints 30 of 30 fps", decision.Reason);
        Assert.NotEmpty(decision.Next);
    }

    [Fact]
    public void Decide_SwitchedOff_HoldsTheStart()
    {
        StreamPlanner planner = new(new ControllerOptions { Enabled = false });

        ControlDecision decision = planner.Feed(Samples.Overloaded, 0, 60);

        Assert.Equal(new ControlDecision(Start, "held: the controller is switched off", Changed: false), decision);
    }

    [Theory]
    [InlineData(false, 30, "holding: no camera")]
    [InlineData(true, 0, "holding: the camera sends no frames")]
    public void Decide_NothingToMeasure_Holds(bool connected, double receivedFps, string reason)
    {
        StreamPlanner planner = new(new ControllerOptions());
        ControlSample sample = Samples.Overloaded with { CameraConnected = connected, ReceivedFps = receivedFps };

        ControlDecision decision = planner.Feed(sample, 0, 60);

        Assert.Equal(new ControlDecision(Start, reason, Changed: false), decision);
    }

    [Fact]
    public void Decide_NobodyWatches_FallsToTheIdleRateAndReturnsAtOnce()
    {
        StreamPlanner planner = new(new ControllerOptions { DelayObjectiveMs = 2000 });
        ControlSample unwatched = Samples.Healthy with { Viewers = [], ViewerCount = 0 };

        planner.Feed(unwatched, 0, 9.5);
        Assert.Equal(Start, planner.Point);
        ControlDecision idle = planner.Feed(unwatched, 10, 60);
        ControlDecision watched = planner.Decide(Samples.Healthy with { Time = TimeSpan.FromSeconds(60.5) });

        Assert.Equal(Start with { TargetFps = 5 }, idle.Point);
        Assert.Equal("nobody watches: target fps 30 -> 5", idle.Reason);
        Assert.Equal(Start, watched.Point);
        Assert.Equal(2, planner.Changes);
    }

    [Fact]
    public void Decide_ViewersComeAndGo_CostsNoneOfTheChangesToBeEarned()
    {
        StreamPlanner planner = new(new ControllerOptions { DelayObjectiveMs = 2000 });
        planner.Feed(Samples.Healthy, 0, 5);

        for (int minute = 1; minute <= 4; minute++)
        {
            planner.Feed(Samples.Healthy with { Viewers = [], ViewerCount = 0 }, 60 * minute, (60 * minute) + 12);
            planner.Feed(Samples.Healthy, (60 * minute) + 12.5, (60 * minute) + 13);
        }

        Assert.Equal(8, planner.Changes);
        Assert.StartsWith("640 px", planner.Decide(Samples.Healthy with { Time = TimeSpan.FromSeconds(254) }).Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(1, 10)]
    [InlineData(0, 0)]
    public void Decide_NoReportsButPerhapsWatchedOrIdleRateOff_KeepsTheTarget(int viewerCount, int idleFps)
    {
        StreamPlanner planner = new(new ControllerOptions { IdleFps = idleFps });

        planner.Feed(Samples.Healthy with { Viewers = [], ViewerCount = viewerCount }, 0, 60);

        Assert.Equal(Start, planner.Point);
    }

    [Fact]
    public void Decide_PinnedSettings_NeverMove()
    {
        StreamPlanner planner = new(new ControllerOptions
        {
            MinInferenceSize = 480,
            MaxInferenceSize = 480,
            MinConfidence = 0.3f,
            MaxConfidence = 0.3f,
            MinFps = 20,
            MaxFps = 20,
            MinJpegQuality = 0.7,
            StartJpegQuality = 0.7,
            MinLongSidePx = 960,
            StartLongSidePx = 960,
            IdleFps = 10,
        });

        planner.Feed(Samples.Overloaded with { Viewers = [new ViewerSample(1, 80, 9)] }, 0, 60);
        planner.Feed(Samples.Healthy with { Viewers = [], ViewerCount = 0 }, 60, 120);

        Assert.Equal(new OperatingPoint(480, 0.3f, 20, 0.7, 960), planner.Point);
        Assert.Equal(0, planner.Changes);
    }

    [Fact]
    public void Decide_PictureAndRatePinned_StillRaisesConfidence()
    {
        StreamPlanner planner = new(new ControllerOptions
        {
            DelayObjectiveMs = 2000,
            MinFps = 30,
            MaxFps = 30,
            MinJpegQuality = 0.8,
            MinLongSidePx = 1280,
        });

        planner.Feed(Samples.Painting(3), 0, 60);

        Assert.Equal(Start with { ConfidenceThreshold = 0.39f }, planner.Point);
    }

    [Fact]
    public void Constructor_RangeUpsideDown_Throws()
    {
        ControllerOptions sizes = new() { MinInferenceSize = 640, MaxInferenceSize = 320 };
        ControllerOptions rates = new() { MinFps = 40, MaxFps = 20 };

        Assert.Throws<ArgumentException>(() => new StreamPlanner(sizes));
        Assert.Throws<ArgumentException>(() => new StreamPlanner(rates));
    }
}
