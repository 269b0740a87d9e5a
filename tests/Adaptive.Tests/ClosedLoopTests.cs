namespace RealtimeDetect.Adaptive.Tests;

public sealed class ClosedLoopTests
{
    private static readonly OperatingPoint Start = new(640, 0.25f, 30, 0.8, 1280);

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void StepOverload_ConvergesFastThenStaysThenRecovers(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed);
        Assert.Equal(0, stream.Run(60));

        stream.Slowdown = 2;
        stream.Run(12);
        Assert.InRange(stream.Point.InferenceSize, 384, 448);
        Assert.InRange(stream.Run(120), 0, 6);
        Assert.Equal(30, stream.Point.TargetFps);

        stream.Slowdown = 1;
        stream.Run(120);
        Assert.Equal(Start, stream.Point);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void HeavyOverload_ReachesARateThatIsSustained(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed);

        stream.Slowdown = 10;
        stream.Run(60);

        // 320 costs (5 + 5) ms * 10 = 100 ms a frame.
        Assert.InRange(stream.Point.InferenceSize, 320, 352);
        Assert.InRange(stream.Point.TargetFps, 5, 11);
        Assert.InRange(stream.Run(120), 0, 6);

        stream.Slowdown = 1;
        stream.Run(150);
        Assert.Equal(Start, stream.Point);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ramp_FollowsDownAndUpWithoutFlapping(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed);

        int down = stream.Run(120, self => self.Slowdown = 1 + (self.Seconds / 60));
        int up = stream.Run(120, self => self.Slowdown = Math.Max(1, 3 - ((self.Seconds - 120) / 60)));
        stream.Run(90);

        Assert.InRange(down, 3, 12);
        Assert.InRange(up, 1, 16);
        Assert.Equal(Start, stream.Point);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LoadOnTheEdge_DoesNotFlap(int seed)
    {
        foreach (double slowdown in new[] { 1.2, 1.33, 1.45, 1.7, 2.05, 2.4 })
        {
            SimulatedStream stream = new(new ControllerOptions(), seed) { Slowdown = slowdown };
            stream.Run(30);

            Assert.InRange(stream.Run(240), 0, 12);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(60)]
    public void OscillatingLoad_IsFollowedWithoutFlapping(int periodSeconds)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed: 1);
        void Oscillate(SimulatedStream self) => self.Slowdown = self.Seconds % periodSeconds < periodSeconds / 2.0 ? 2.2 : 1;
        stream.Run(120, Oscillate);

        int changes = stream.Run(240, Oscillate);

        // Four minutes; six changes a minute at most, though these are no steady conditions.
        Assert.InRange(changes, 0, 24);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void CodecBound_LowersTheRateAndKeepsTheInput(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed) { InferenceMs = 2, CodecMs = 50 };

        stream.Run(60);

        Assert.Equal(640, stream.Point.InferenceSize);
        // 52 ms a frame are 19 fps, which sustain nine tenths of 21.
        Assert.InRange(stream.Point.TargetFps, 15, 21);
        Assert.InRange(stream.Run(120), 0, 6);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void NarrowLink_FindsAPictureThatFitsAndRecovers(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed);
        stream.Run(20);

        // A third of what 30 full frames a second need.
        stream.Viewers[0].BytesPerSecond = 1_200_000;
        stream.Run(40);
        Assert.InRange(stream.Point.JpegQuality, 0.5, 0.75);
        Assert.Equal(640, stream.Point.InferenceSize);
        Assert.InRange(stream.Run(240), 0, 12);

        stream.Viewers[0].BytesPerSecond = double.PositiveInfinity;
        stream.Run(240);
        Assert.Equal(Start, stream.Point);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LossyLink_StaysInRangeAndRecovers(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed);
        Random random = new(seed);
        void Lose(SimulatedStream self) => self.Viewers[0].Loss = random.NextDouble() < 0.3 ? 0.9 : 0;

        stream.Run(120, Lose);
        int changes = stream.Run(240, Lose);

        Assert.InRange(changes, 0, 16);
        stream.Viewers[0].Loss = 0;
        stream.Run(300);
        Assert.Equal(Start, stream.Point);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OneSlowViewerOfTen_LeavesTheStreamAlone(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed);
        for (int id = 2; id <= 10; id++)
            stream.Viewers.Add(new SimulatedViewer(id, 40 * id));
        stream.Viewers[3].BytesPerSecond = 200_000;
        stream.Viewers[3].MaxPaintFps = 4;

        Assert.Equal(0, stream.Run(300));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void SlowDevice_RateFallsToWhatItPaints(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions(), seed);
        stream.Viewers[0].MaxPaintFps = 12;

        stream.Run(60);

        Assert.InRange(stream.History[^40..].Average(point => point.TargetFps), 9, 16);
        Assert.InRange(stream.Run(240), 0, 12);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FastCameraAndMachine_ReachesSixtyWhereAllowed(int seed)
    {
        SimulatedStream stream = new(new ControllerOptions { RaiseFpsAboveStart = true }, seed) { InferenceMs = 6, CodecMs = 2 };

        stream.Run(60);

        Assert.Equal(60, stream.Point.TargetFps);
        Assert.Equal(0, stream.Run(120));
    }
}
