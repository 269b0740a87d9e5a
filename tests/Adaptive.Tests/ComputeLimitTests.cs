namespace RealtimeDetect.Adaptive.Tests;

public sealed class ComputeLimitTests
{
    private readonly AdaptiveController _controller = new(new ControllerOptions());

    [Fact]
    public void Decide_Overloaded_ShrinksTheInputFirst()
    {
        ControlDecision decision = _controller.Feed(Samples.Overloaded, 0, 1);

        Assert.True(decision.Changed);
        Assert.Equal(new OperatingPoint(544, 0.25f, 30, 0.8, 1280), decision.Point);
        Assert.Equal("pipeline 99 % busy, 15 of 30 fps published: inference size 640 -> 544", decision.Reason);
    }

    [Fact]
    public void Decide_OneOverloadedSample_Holds()
    {
        _controller.Feed(Samples.Healthy, 0, 5);

        _controller.Decide(Samples.Overloaded with { Time = TimeSpan.FromSeconds(5.5) });
        _controller.Feed(Samples.Healthy, 6, 20);

        Assert.Equal(0, _controller.Changes);
    }

    [Fact]
    public void Decide_OverloadedAtTheSmallestInput_LowersTheTargetToWhatIsSustained()
    {
        _controller.Feed(Samples.Overloaded, 0, 8);
        Assert.Equal(320, _controller.Point.InferenceSize);

        ControlDecision decision = _controller.Feed(Samples.Overloaded, 8.5, 10.5);

        Assert.Equal(15, decision.Point.TargetFps);
        Assert.Contains("target fps 30 -> 15", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_DetectorIsSlowButFramesAreCarried_ShrinksTheInputAndKeepsTheRate()
    {
        ControlSample carried = Samples.Overloaded with { Viewers = Samples.Healthy.Viewers, PublishedFps = 30, DetectedFps = 15 };

        ControlDecision decision = _controller.Feed(carried, 0, 1);
        _controller.Feed(carried, 1.5, 60);

        Assert.Equal("pipeline 99 % busy, 30 of 30 fps published (15 detected): inference size 640 -> 544", decision.Reason);
        Assert.Equal(320, _controller.Point.InferenceSize);
        Assert.Equal(30, _controller.Point.TargetFps);
    }

    [Fact]
    public void Decide_CarriedFramesDoNotReachTheTargetEither_LowersIt()
    {
        _controller.Feed(Samples.Overloaded with { PublishedFps = 20, DetectedFps = 15 }, 0, 10.5);

        Assert.Equal(320, _controller.Point.InferenceSize);
        Assert.Equal(19, _controller.Point.TargetFps);
    }

    [Fact]
    public void Decide_OverloadedByTheCodec_LowersTheTargetAndKeepsTheInput()
    {
        ControlSample codecBound = Samples.Overloaded with { InferenceMean = TimeSpan.FromMilliseconds(5), PublishedFps = 20 };

        ControlDecision decision = _controller.Feed(codecBound, 0, 1);

        Assert.Equal(640, decision.Point.InferenceSize);
        Assert.Equal(19, decision.Point.TargetFps);
    }

    [Fact]
    public void Decide_CameraDeliversLess_Holds()
    {
        ControlSample dark = Samples.Healthy with { ReceivedFps = 12, PublishedFps = 12 };

        _controller.Feed(dark, 0, 30);

        Assert.Equal(0, _controller.Changes);
    }

    [Fact]
    public void Decide_FramesArriveInBursts_Holds()
    {
        ControlSample bursts = Samples.Healthy with
        {
            PublishedFps = 22,
            DropShare = 0.25,
            ProcessingP95 = TimeSpan.FromMilliseconds(45),
            Viewers = [new ViewerSample(22, 80, 0)],
        };

        _controller.Feed(bursts, 0, 30);

        Assert.Equal(0, _controller.Changes);
    }

    [Fact]
    public void Decide_CameraSendsFarMoreThanAskedAndTargetIsMet_Holds()
    {
        ControlSample flood = Samples.Healthy with
        {
            ReceivedFps = 120,
            PublishedFps = 40,
            DropShare = 0.67,
            ServiceMean = TimeSpan.FromMilliseconds(25),
            ProcessingP95 = TimeSpan.FromMilliseconds(50),
            Viewers = [new ViewerSample(40, 80, 0)],
            ComputeLoad = 1,
        };

        _controller.Feed(flood, 0, 30);

        Assert.Equal(0, _controller.Changes);
    }

    [Fact]
    public void Decide_FramesTakeLongButTheTargetIsMet_Holds()
    {
        ControlSample late = Samples.Healthy with { ProcessingP95 = TimeSpan.FromMilliseconds(150), DropShare = 0.3, ComputeLoad = 1 };

        _controller.Feed(late, 0, 30);

        Assert.Equal(0, _controller.Changes);
    }

    [Theory]
    [InlineData(0.3, 26, true)]
    [InlineData(0, 80, true)]
    [InlineData(0, 26, false)]
    public void Decide_OtherStreamsFillTheLanes_ShrinksTheInputWhereFramesWaitOrAreDropped(double dropShare, double p95Ms, bool expected)
    {
        ControlSample crowded = Samples.Healthy with
        {
            PublishedFps = 18,
            PipelineDepth = 2,
            DropShare = dropShare,
            ProcessingP95 = TimeSpan.FromMilliseconds(p95Ms),
            ComputeLoad = 1,
            Viewers = [new ViewerSample(18, 80, 0)],
        };

        _controller.Feed(crowded, 0, 1);

        Assert.Equal(expected ? 544 : 640, _controller.Point.InferenceSize);
    }

    [Fact]
    public void Decide_OtherStreamsFillTheLanes_DoesNotGrowAgain()
    {
        _controller.Feed(Samples.Overloaded, 0, 1);

        _controller.Feed(Samples.Healthy with { ServiceMean = TimeSpan.FromMilliseconds(8), ComputeLoad = 0.9 }, 1.5, 60);

        Assert.Equal(544, _controller.Point.InferenceSize);
    }

    [Fact]
    public void Decide_LanesFullAndNearlyBusy_ShrinksTheInput()
    {
        ControlSample shared = Samples.Healthy with
        {
            PublishedFps = 25,
            ServiceMean = TimeSpan.FromMilliseconds(30),
            ProcessingP95 = TimeSpan.FromMilliseconds(40),
            ComputeLoad = 1,
            Viewers = [new ViewerSample(25, 80, 0)],
        };

        ControlDecision decision = _controller.Feed(shared, 0, 1);

        Assert.Equal(544, decision.Point.InferenceSize);
    }

    [Fact]
    public void Decide_NoServiceTime_JudgesByTheProcessingTime()
    {
        ControlSample old = Samples.Overloaded with { ServiceMean = TimeSpan.Zero };

        ControlDecision decision = _controller.Feed(old, 0, 1);

        Assert.Equal(544, decision.Point.InferenceSize);
    }

    [Fact]
    public void Decide_TwoFramesInFlight_JudgesByTheTwo()
    {
        ControlSample inFlight = Samples.Healthy with
        {
            PublishedFps = 26,
            ServiceMean = TimeSpan.FromMilliseconds(40),
            PipelineDepth = 2,
            Viewers = [new ViewerSample(26, 80, 0)],
        };

        _controller.Feed(inFlight, 0, 30);

        Assert.Equal(0, _controller.Changes);
    }

    [Fact]
    public void Decide_LoadGone_RecoversToTheStart()
    {
        OperatingPoint start = _controller.Point;
        _controller.Feed(Samples.Overloaded, 0, 15);
        Assert.NotEqual(start, _controller.Point);

        // At the lower point: 5 ms of work a frame, whatever rate is asked for.
        ControlSample relieved = Samples.Healthy with { ServiceMean = TimeSpan.FromMilliseconds(5), ComputeLoad = 0.1 };
        _controller.Feed(relieved, 15.5, 100);

        Assert.Equal(start, _controller.Point);
    }

    [Fact]
    public void Decide_LargerInputWouldNotFit_HoldsTheSmaller()
    {
        _controller.Feed(Samples.Overloaded, 0, 1);

        ControlSample fitsNow = Samples.Healthy with
        {
            ServiceMean = TimeSpan.FromMilliseconds(26),
            InferenceMean = TimeSpan.FromMilliseconds(20),
        };
        _controller.Feed(fitsNow, 1.5, 60);

        Assert.Equal(544, _controller.Point.InferenceSize);
        Assert.Equal(1, _controller.Changes);
    }

    [Theory]
    [InlineData(false, 60, 30)]
    [InlineData(true, 60, 60)]
    [InlineData(true, 30, 30)]
    public void Decide_RoomAboveTheStart_RaisesTheTargetOnlyWhereAllowedAndDelivered(bool allowed, int cameraFps, int expectedFps)
    {
        AdaptiveController controller = new(new ControllerOptions { RaiseFpsAboveStart = allowed });

        for (int second = 0; second < 60; second++)
        {
            int fps = Math.Min(cameraFps, controller.Point.TargetFps);
            controller.Decide(Samples.Healthy with
            {
                Time = TimeSpan.FromSeconds(second),
                ReceivedFps = fps,
                PublishedFps = fps,
                ServiceMean = TimeSpan.FromMilliseconds(8),
                ProcessingP95 = TimeSpan.FromMilliseconds(10),
                Viewers = [new ViewerSample(fps, 80, 0)],
                ComputeLoad = 0.3,
            });
        }

        // A camera that does not follow shows it at the next step, not before.
        Assert.InRange(controller.Point.TargetFps, expectedFps, expectedFps == 30 && allowed ? 38 : expectedFps);
    }
}
