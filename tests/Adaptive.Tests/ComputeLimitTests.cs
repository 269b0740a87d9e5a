namespace RealtimeDetect.Adaptive.Tests;

public sealed class ComputeLimitTests
{
    private const double CodecMs = 10;

    private readonly StreamPlanner _planner = new(new ControllerOptions { DelayObjectiveMs = 2000 });

    [Fact]
    public void Decide_Overloaded_ShrinksTheInputAndKeepsTheRate()
    {
        Feed(inferenceMs: 50, 0, 10, (detected, _) => detected);

        Assert.InRange(_planner.Point.InferenceSize, 320, 416);
        Assert.Equal(30, _planner.Point.TargetFps);
    }

    [Fact]
    public void Decide_OverloadedAtTheSmallestInput_LowersTheTargetToWhatIsSustained()
    {
        Feed(inferenceMs: 400, 0, 30, (detected, _) => detected);

        Assert.InRange(_planner.Point.InferenceSize, 320, 352);
        Assert.InRange(_planner.Point.TargetFps, 5, 9);
    }

    [Fact]
    public void Decide_DetectorIsSlowButFramesAreCarried_ShrinksTheInputAndKeepsTheRate()
    {
        List<int> targets = Feed(inferenceMs: 400, 0, 60, (_, target) => target);

        Assert.InRange(_planner.Point.InferenceSize, 320, 544);
        Assert.All(targets, target => Assert.Equal(30, target));
        Assert.Contains("of 30 fps detected", Decision!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_FramesWillBeCarriedWhenTheSwitchHasSeenTheLoad_KeepsTheRateUntilThen()
    {
        List<int> targets = Feed(inferenceMs: 400, 0, 3, (detected, _) => detected, mayCarry: true);
        targets.AddRange(Feed(inferenceMs: 400, 3.5, 60, (_, target) => target, mayCarry: true));

        Assert.All(targets, target => Assert.Equal(30, target));
    }

    [Fact]
    public void Decide_MachineSlowsWhereFramesMayBeCarried_ShrinksTheInputBeforeTheyAre()
    {
        var planner = new StreamPlanner(new ControllerOptions { DelayObjectiveMs = 100 });
        ControlSample fast = Sample(inferenceMs: 12, received: 30, (_, target) => target, mayCarry: true) with { Viewers = [new ViewerSample(30, 60, 0) { ViewerId = 1 }] };
        planner.Feed(fast, 0, 10);

        planner.Feed(fast with { InferenceMean = TimeSpan.FromMilliseconds(48), ServiceMean = TimeSpan.FromMilliseconds(50), DetectedFps = 18, PublishedFps = 18 }, 10.5, 11);

        Assert.InRange(planner.Point.InferenceSize, 320, 480);
    }

    [Fact]
    public void Decide_CarriedFramesDoNotReachTheTargetEither_LowersIt()
    {
        Feed(inferenceMs: 400, 0, 30, (detected, target) => Math.Max(detected, 0.66 * target), mayCarry: true);

        Assert.InRange(_planner.Point.InferenceSize, 320, 352);
        Assert.InRange(_planner.Point.TargetFps, 5, 9);
    }

    [Fact]
    public void Decide_CameraDeliversLessThanTheMachineCouldDo_Holds()
    {
        ControlSample dark = Sample(inferenceMs: 40, received: 12, (_, _) => 12, mayCarry: false);

        _planner.Feed(Sample(inferenceMs: 15, received: 12, (_, _) => 12, mayCarry: false), 0, 10);
        _planner.Feed(dark, 10.5, 60);

        Assert.Equal(0, _planner.Changes);
    }

    [Fact]
    public void Decide_CameraIsNoLongerSlow_ShrinksTheInput()
    {
        _planner.Feed(Sample(inferenceMs: 15, received: 12, (_, _) => 12, mayCarry: false), 0, 10);
        _planner.Feed(Sample(inferenceMs: 40, received: 12, (_, _) => 12, mayCarry: false), 10.5, 30);

        Feed(inferenceMs: 40, 30.5, 40, (detected, _) => detected);

        Assert.InRange(_planner.Point.InferenceSize, 320, 480);
    }

    [Fact]
    public void Decide_OverloadedByTheCodec_LowersTheTargetAndKeepsTheInput()
    {
        ControlSample codecBound = Samples.Overloaded with { InferenceMean = TimeSpan.FromMilliseconds(5), PublishedFps = 20 };

        ControlDecision decision = _planner.Feed(codecBound, 0, 1);

        Assert.Equal(640, decision.Point.InferenceSize);
        Assert.True(decision.Point.TargetFps < 30);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(400)]
    public void Decide_LoadGone_IsBackAtTheStartWithinThirtySeconds(double loadMs)
    {
        OperatingPoint start = _planner.Point;
        Feed(inferenceMs: 15 + loadMs, 0, 30, (detected, _) => detected);

        Feed(inferenceMs: 15, 30.5, 60, (_, target) => target);

        Assert.Equal(start, _planner.Point);
    }

    private ControlDecision? Decision { get; set; }

    // The machine as it answers the point of each moment; returns the targets that it was asked for.
    private List<int> Feed(double inferenceMs, double fromSeconds, double toSeconds, Func<double, int, double> published, bool mayCarry = false)
    {
        List<int> targets = [];
        for (double seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5)
        {
            ControlSample sample = Sample(inferenceMs, _planner.Point.TargetFps, published, mayCarry);
            Decision = _planner.Decide(sample with { Time = TimeSpan.FromSeconds(seconds) });
            targets.Add(_planner.Point.TargetFps);
        }

        return targets;
    }

    private ControlSample Sample(double inferenceMs, double received, Func<double, int, double> published, bool mayCarry)
    {
        double area = Math.Pow(_planner.Point.InferenceSize / 640.0, 2);
        double serviceMs = (inferenceMs * area) + CodecMs;
        double detectedFps = Math.Min(received, 1000 / serviceMs);
        double publishedFps = published(detectedFps, _planner.Point.TargetFps);
        return Samples.Healthy with
        {
            ReceivedFps = received,
            PublishedFps = publishedFps,
            DetectedFps = detectedFps,
            MayCarry = mayCarry,
            ServiceMean = TimeSpan.FromMilliseconds(serviceMs),
            InferenceMean = TimeSpan.FromMilliseconds(inferenceMs * area),
            ProcessingP95 = TimeSpan.FromMilliseconds(1.2 * serviceMs),
            Viewers = [new ViewerSample(publishedFps, 60 + (1.2 * serviceMs), 0) { ViewerId = 1 }],
        };
    }
}
