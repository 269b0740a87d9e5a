namespace RealtimeDetect.Adaptive.Tests;

public sealed class AdaptiveControllerTests
{
    private static readonly OperatingPoint Start = new(640, 0.25f, 30, 0.8, 1280);

    [Fact]
    public void Point_BeforeTheFirstSample_IsTheStart()
    {
        AdaptiveController controller = new(new ControllerOptions());

        Assert.Equal(Start, controller.Point);
        Assert.Equal(0, controller.Changes);
    }

    [Fact]
    public void Decide_Healthy_HoldsAndSaysWhatItSees()
    {
        AdaptiveController controller = new(new ControllerOptions());

        ControlDecision decision = controller.Feed(Samples.Healthy, 0, 300);

        Assert.Equal(new ControlDecision(
            Start, "holding: pipeline 60 % busy, 30 of 30 fps published, viewer paints 30 of 30 fps", Changed: false), decision);
    }

    [Fact]
    public void Decide_SwitchedOff_HoldsTheStart()
    {
        AdaptiveController controller = new(new ControllerOptions { Enabled = false });

        ControlDecision decision = controller.Feed(Samples.Overloaded, 0, 60);

        Assert.Equal(new ControlDecision(Start, "held: the controller is switched off", Changed: false), decision);
    }

    [Theory]
    [InlineData(false, 30, "holding: no camera")]
    [InlineData(true, 0, "holding: the camera sends no frames")]
    public void Decide_NothingToMeasure_Holds(bool connected, double receivedFps, string reason)
    {
        AdaptiveController controller = new(new ControllerOptions());
        ControlSample sample = Samples.Overloaded with { CameraConnected = connected, ReceivedFps = receivedFps };

        ControlDecision decision = controller.Feed(sample, 0, 60);

        Assert.Equal(new ControlDecision(Start, reason, Changed: false), decision);
    }

    [Fact]
    public void Decide_NobodyWatches_FallsToTheIdleRateAndReturnsAtOnce()
    {
        AdaptiveController controller = new(new ControllerOptions());
        ControlSample unwatched = Samples.Healthy with { Viewers = [], ViewerCount = 0 };

        controller.Feed(unwatched, 0, 9.5);
        Assert.Equal(Start, controller.Point);
        ControlDecision idle = controller.Feed(unwatched, 10, 60);
        ControlDecision watched = controller.Decide(Samples.Healthy with { Time = TimeSpan.FromSeconds(60.5) });

        Assert.Equal(Start with { TargetFps = 10 }, idle.Point);
        Assert.Equal("nobody watches: target fps 30 -> 10", idle.Reason);
        Assert.Equal(Start, watched.Point);
        Assert.Equal(2, controller.Changes);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(1, 10)]
    [InlineData(0, 0)]
    public void Decide_NoReportsButPerhapsWatchedOrIdleRateOff_KeepsTheTarget(int viewerCount, int idleFps)
    {
        AdaptiveController controller = new(new ControllerOptions { IdleFps = idleFps });

        controller.Feed(Samples.Healthy with { Viewers = [], ViewerCount = viewerCount }, 0, 60);

        Assert.Equal(Start, controller.Point);
    }

    [Fact]
    public void Decide_PinnedSettings_NeverMove()
    {
        AdaptiveController controller = new(new ControllerOptions
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

        controller.Feed(Samples.Overloaded with { Viewers = [new ViewerSample(1, 80, 9)] }, 0, 60);
        controller.Feed(Samples.Healthy with { Viewers = [], ViewerCount = 0 }, 60, 120);

        Assert.Equal(new OperatingPoint(480, 0.3f, 20, 0.7, 960), controller.Point);
        Assert.Equal(0, controller.Changes);
    }

    [Fact]
    public void Decide_PictureAndRatePinned_StillRaisesConfidence()
    {
        AdaptiveController controller = new(new ControllerOptions
        {
            MinFps = 30,
            MaxFps = 30,
            MinJpegQuality = 0.8,
            MinLongSidePx = 1280,
        });

        controller.Feed(Samples.Painting(3), 0, 60);

        Assert.Equal(Start with { ConfidenceThreshold = 0.39f }, controller.Point);
    }

    [Fact]
    public void Constructor_RangeUpsideDown_Throws()
    {
        ControllerOptions sizes = new() { MinInferenceSize = 640, MaxInferenceSize = 320 };
        ControllerOptions rates = new() { MinFps = 40, MaxFps = 20 };

        Assert.Throws<ArgumentException>(() => new AdaptiveController(sizes));
        Assert.Throws<ArgumentException>(() => new AdaptiveController(rates));
    }
}
