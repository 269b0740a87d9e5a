namespace RealtimeDetect.Adaptive.Tests;

public sealed class ComputeBudgetTests
{
    [Fact]
    public void Shares_AllAskForMuch_AreInProportionToTheViewers()
    {
        IReadOnlyList<double> shares = ComputeBudget.Shares(4, [new(9, 1), new(9, 3)]);

        Assert.Equal(3, shares[1] / shares[0], 6);
        Assert.InRange(shares.Sum(), 3, 4);
    }

    [Fact]
    public void Shares_OneAsksForLittle_LeavesTheRestToTheOthers()
    {
        IReadOnlyList<double> shares = ComputeBudget.Shares(4, [new(0.1, 1), new(9, 1), new(9, 1)]);

        Assert.Equal(0.1, shares[0], 6);
        Assert.Equal(shares[1], shares[2], 6);
        Assert.True(shares[1] > 1.5);
    }

    [Fact]
    public void Shares_NobodyWatchesOne_ItGetsLessThanAWatchedOne()
    {
        IReadOnlyList<double> shares = ComputeBudget.Shares(2, [new(5, 0), new(5, 1)]);

        Assert.InRange(shares[0], 0.01, shares[1] / 4);
    }

    [Fact]
    public void Shares_EnoughForAll_EachMayGrow()
    {
        IReadOnlyList<double> shares = ComputeBudget.Shares(8, [new(0.5, 1), new(1, 1)]);

        Assert.True(shares[0] > 0.5 && shares[1] > 1);
    }

    [Fact]
    public void Shares_NoStreams_AreNone() => Assert.Empty(ComputeBudget.Shares(2, []));
}
