namespace RealtimeDetect.Adaptive.Tests;

public sealed class SwitchRuleTests
{
    private readonly SwitchRule _rule = new();

    [Fact]
    public void IsDue_ClearlyLateForTheFirstTime_IsAtOnce() => Assert.True(IsLate(10));

    [Fact]
    public void AllowsOnlyFalls_ThreeChangesInARow_UntilOneIsEarned()
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.False(_rule.AllowsOnlyFalls(TimeSpan.FromSeconds(i)));
            _rule.Changed(TimeSpan.FromSeconds(i), isRise: false);
        }

        Assert.True(_rule.AllowsOnlyFalls(TimeSpan.FromSeconds(3)));
        Assert.False(_rule.AllowsOnlyFalls(TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public void IsDue_LateThoughNoChangeIsEarned_IsAtOnce()
    {
        for (int i = 0; i < 10; i++)
            _rule.Changed(TimeSpan.FromSeconds(i), isRise: false);

        Assert.True(IsLate(10));
    }

    [Fact]
    public void Wait_RiseAfterThreeChanges_LeavesHalfAChangeForTheFall()
    {
        for (int i = 0; i < 3; i++)
            _rule.Changed(TimeSpan.Zero, isRise: true);

        Assert.Equal(1.5 * SwitchRule.UsualEarningTime, _rule.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void Wait_FallsThatWereNotEarned_AreOwedInPart()
    {
        for (int i = 0; i < 10; i++)
            _rule.Changed(TimeSpan.Zero, isRise: false);

        Assert.Equal(2 * SwitchRule.UsualEarningTime, _rule.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void Renew_NoChangeEarned_AllowsOneRise()
    {
        for (int i = 0; i < 3; i++)
            _rule.Changed(TimeSpan.Zero, isRise: true);

        _rule.Renew(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, _rule.Wait(TimeSpan.FromSeconds(1)));
        _rule.Changed(TimeSpan.FromSeconds(1), isRise: true);
        Assert.True(_rule.AllowsOnlyFalls(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Jumped_NoChangeEarned_AllowsOneRiseForEachRareJump()
    {
        for (int i = 0; i < 3; i++)
            _rule.Changed(TimeSpan.Zero, isRise: true);

        _rule.Jumped(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, _rule.Wait(TimeSpan.FromSeconds(1)));
        _rule.Changed(TimeSpan.FromSeconds(1), isRise: true);
        _rule.Jumped(TimeSpan.FromSeconds(1));
        _rule.Jumped(TimeSpan.FromSeconds(4));

        Assert.NotEqual(TimeSpan.Zero, _rule.Wait(TimeSpan.FromSeconds(4)));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(9, 1)]
    [InlineData(3, 5)]
    public void IsDue_FairGain_IsSoonerWhereConditionsHaveJustJumped(double jumpedAtSeconds, double expectedSeconds)
    {
        if (jumpedAtSeconds >= 0)
            _rule.Jumped(TimeSpan.FromSeconds(jumpedAtSeconds));

        double seconds = 10;
        while (!_rule.IsDue(TimeSpan.FromSeconds(seconds), frames: 15, present: 0.8, best: 0.9, Lateness.None))
            seconds += 0.5;

        Assert.Equal(expectedSeconds, seconds - 10);
    }

    private bool IsLate(double seconds) => _rule.IsDue(TimeSpan.FromSeconds(seconds), frames: 15, present: 0.1, best: 0.9, Lateness.Clear);
}
