namespace RealtimeDetect.Adaptive.Tests;

public sealed class DelayGoalTests
{
    private static readonly DelayGoal Goal = new(100, 0.87);

    [Theory]
    [InlineData(80, 1)]
    [InlineData(100, 0.88)]
    public void Worth_WithinTheObjective_FallsLittle(double delayMs, double expected) =>
        Assert.Equal(expected, Goal.Worth(delayMs, leastMs: 50, fits: true), 3);

    [Fact]
    public void Worth_BeyondAnObjectiveThatCanBeReached_FallsToAThirdWithinATenth() =>
        Assert.InRange(Goal.Worth(110, leastMs: 50, fits: true), 0.2, 0.34);

    [Fact]
    public void Worth_ObjectiveFarOutOfReach_HalfTheDelayIsWorthAFifth() =>
        Assert.InRange(Goal.Worth(300, leastMs: 150, fits: true) / Goal.Worth(150.01, leastMs: 150, fits: true), 0.75, 0.82);

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public void Worth_DoesNotFit_IsNextToNothing(double leastMs) =>
        Assert.InRange(Goal.Worth(80, leastMs, fits: false), 0, 1e-5);

    [Fact]
    public void Worth_LeastDelayPassesTheObjective_ChangesWithoutAStep()
    {
        double[] worths = [.. Enumerable.Range(90, 60).Select(least => Goal.Worth(160, least, fits: true))];

        Assert.All(worths.Zip(worths.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 0.1));
    }
}
