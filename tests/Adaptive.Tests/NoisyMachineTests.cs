namespace RealtimeDetect.Adaptive.Tests;

/// <summary>A machine that others use as well: every step takes another time, and the objective is out of reach.</summary>
public sealed class NoisyMachineTests
{
    private const double InferenceMs = 90;
    private const double CodecMs = 15;
    private const int Lanes = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decide_TimesStrayByAThirdAtEveryStep_ChangesAtMostSixTimesAMinute(int seed)
    {
        var planner = new StreamPlanner(new ControllerOptions());
        var random = new Random(seed);
        const int Minutes = 10;

        for (double seconds = 0; seconds < 60 * Minutes; seconds += 0.5)
            planner.Decide(Sample(planner.Point, seconds, Math.Exp(0.3 * Normal(random))));

        Assert.InRange(planner.Changes, 1, 6 * Minutes);
    }

    // What the machine makes of the point: it takes what time it takes, and publishes what it has time for.
    private static ControlSample Sample(OperatingPoint point, double seconds, double noise)
    {
        double inferenceMs = InferenceMs * Math.Pow(point.InferenceSize / 640.0, 2) * noise;
        double serviceMs = inferenceMs + (CodecMs * noise);
        double fps = Math.Min(point.TargetFps, Lanes * 1000 / serviceMs);
        return Samples.Healthy with
        {
            Time = TimeSpan.FromSeconds(seconds),
            ReceivedFps = fps,
            PublishedFps = fps,
            ServiceMean = TimeSpan.FromMilliseconds(serviceMs),
            InferenceMean = TimeSpan.FromMilliseconds(inferenceMs),
            ProcessingP95 = TimeSpan.FromMilliseconds(1.5 * serviceMs),
            PipelineDepth = Lanes,
            ComputeLoad = Math.Min(1, fps * serviceMs / 1000 / Lanes),
            Uplink = new LinkSample(fps, 8, 2, 72_000) { SlowestBitsPerSecond = 1e8, HighestWaitMs = 8 },
            Viewers = [new ViewerSample(fps, 30 + serviceMs, 0) { ViewerId = 1 }],
        };
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
