namespace RealtimeDetect.Adaptive.Tests;

public sealed class RandomInputTests
{
    private static readonly double[] Absurd =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -1, 0, double.Epsilon, -double.MaxValue];

    private static readonly TimeSpan[] AbsurdTimes = [TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromSeconds(-5)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decide_AnyInput_StaysInRangeAndKeepsItsPace(int seed)
    {
        Random random = new(seed);
        ControllerOptions options = new() { RaiseFpsAboveStart = seed % 2 == 0 };
        StreamPlanner planner = new(options);

        for (int i = 0; i < 1200; i++)
        {
            OperatingPoint before = planner.Point;
            ControlDecision decision = planner.Decide(RandomSample(random, TimeSpan.FromSeconds(i * 0.5)));
            AssertInRange(decision.Point);
            Assert.Equal(decision.Point != before, decision.Changed);
            Assert.Equal(planner.Point, decision.Point);
            Assert.InRange(decision.Reason.Length, 10, 400);
        }

        // Ten minutes: at most one step down every two seconds on each axis.
        Assert.InRange(planner.Changes, 0, 600);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decide_TimeRunsWild_StaysInRange(int seed)
    {
        Random random = new(seed);
        StreamPlanner planner = new(new ControllerOptions());

        for (int i = 0; i < 500; i++)
        {
            TimeSpan time = random.Next(3) == 0 ? Pick(random, AbsurdTimes) : TimeSpan.FromSeconds(random.NextDouble() * 1000);
            AssertInRange(planner.Decide(RandomSample(random, time)).Point);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decide_SteadyConditions_ChangesAtMostThreeTimesAMinute(int seed)
    {
        Random random = new(seed);
        SimulatedStream stream = new(new ControllerOptions(), seed)
        {
            Slowdown = 0.5 + (3 * random.NextDouble()),
            InferenceMs = 30 * random.NextDouble(),
            CameraMaxFps = 10 + (50 * random.NextDouble()),
        };
        stream.Viewers[0].MaxPaintFps = 5 + (50 * random.NextDouble());
        stream.Run(120);

        Assert.InRange(stream.Run(300), 0, 15);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decide_SameSamples_SameDecisions(int seed)
    {
        List<string> Reasons()
        {
            Random random = new(seed);
            StreamPlanner planner = new(new ControllerOptions());
            return [.. Enumerable.Range(0, 200).Select(i => planner.Decide(RandomSample(random, TimeSpan.FromSeconds(i))).ToString())];
        }

        Assert.Equal(Reasons(), Reasons());
    }

    [Fact]
    public void Decide_AfterAbsurdInput_BehavesAsUsual()
    {
        Random random = new(5);
        StreamPlanner planner = new(new ControllerOptions { DelayObjectiveMs = 2000 });
        OperatingPoint start = planner.Point;
        for (int i = 0; i < 200; i++)
            planner.Decide(RandomSample(random, TimeSpan.FromSeconds(i * 0.5)));

        planner.Feed(Samples.Healthy with
        {
            ServiceMean = TimeSpan.FromMilliseconds(5),
            InferenceMean = TimeSpan.FromMilliseconds(4),
            ComputeLoad = 0.1,
            // Small enough for every point, wherever the input before has led.
            Uplink = new LinkSample(30, 20, 1, 15_000) { SlowestBitsPerSecond = 1e8, HighestWaitMs = 18 },
            Viewers = [new ViewerSample(30, 80, 0) { ViewerId = 99 }],
            Detections = 3,
        }, 100, 900);

        Assert.Equal(start, planner.Point);
    }

    private static ControlSample RandomSample(Random random, TimeSpan time) => new()
    {
        Time = time,
        Viewers = random.Next(50) == 0 ? null! : [.. Enumerable.Range(0, random.Next(5)).Select(_ => RandomViewer(random))],
        ViewerCount = random.Next(-1, 4),
        ReceivedFps = RandomNumber(random, 60),
        PublishedFps = RandomNumber(random, 60),
        DetectedFps = RandomNumber(random, 60),
        MayCarry = random.Next(2) == 0,
        ProcessingP95 = RandomTime(random),
        ServiceMean = RandomTime(random),
        InferenceMean = RandomTime(random),
        PipelineDepth = random.Next(10) == 0 ? random.Next(int.MinValue, int.MaxValue) : 1,
        CameraConnected = random.Next(20) != 0,
        ComputeLoad = RandomNumber(random, 1),
        WaitMean = RandomTime(random),
        Batch = random.Next(-1, 5),
        LaneShare = RandomNumber(random, 2),
        Detections = RandomNumber(random, 60),
        Uplink = RandomLink(random),
    };

    private static LinkSample? RandomLink(Random random) => random.Next(3) == 0 ? null : new LinkSample(
        RandomNumber(random, 60), RandomNumber(random, 200), RandomNumber(random, 80), RandomNumber(random, 200_000))
    {
        SlowestBitsPerSecond = RandomNumber(random, 1e8),
        HighestWaitMs = RandomNumber(random, 300),
    };

    private static ViewerSample RandomViewer(Random random) => random.Next(30) == 0 ? null! : new ViewerSample(
        RandomNumber(random, 60),
        RandomNumber(random, 500),
        random.Next(10) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(3))
    {
        ViewerId = random.Next(5),
        MaxFps = RandomNumber(random, 60),
        Downlink = RandomLink(random),
        PaintMs = RandomNumber(random, 40),
    };

    private static double RandomNumber(Random random, double highest) =>
        random.Next(8) == 0 ? Pick(random, Absurd) : random.NextDouble() * highest;

    private static TimeSpan RandomTime(Random random) =>
        random.Next(8) == 0 ? Pick(random, AbsurdTimes) : TimeSpan.FromMilliseconds(random.NextDouble() * 120);

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static void AssertInRange(OperatingPoint point)
    {
        Assert.InRange(point.InferenceSize, 320, 640);
        Assert.Equal(0, point.InferenceSize % 32);
        Assert.InRange(point.ConfidenceThreshold, 0.15f, 0.5f);
        Assert.InRange(point.TargetFps, 5, 60);
        Assert.InRange(point.JpegQuality, 0.4, 0.8);
        Assert.InRange(point.MaxLongSidePx, 640, 1280);
    }
}
