namespace RealtimeDetect.Adaptive.Tests;

public sealed class SwitchRuleTests
{
    private readonly SwitchRule _rule = new();

    [Fact]
    public void IsDue_ClearlyLateForTheFirstTime_IsAtOnce() => Assert.True(IsLate(10));

    [Fact]
    public void IsDue_LateAgainAndAgain_IsNotFollowedMoreThanSixTimesAMinute()
    {
        int changes = 0;
        for (double seconds = 0; seconds < 300; seconds += 0.5)
        {
            if (!IsLate(seconds))
                continue;
            _rule.Changed(TimeSpan.FromSeconds(seconds), isRise: false);
            changes += seconds >= 60 ? 1 : 0;
        }

        Assert.InRange(changes, 1, 4 * 6);
    }

    [Fact]
    public void IsDue_LateAfterACalmTime_IsAtOnce()
    {
        for (double seconds = 0; seconds < 60; seconds += 0.5)
        {
            if (IsLate(seconds))
                _rule.Changed(TimeSpan.FromSeconds(seconds), isRise: false);
        }

        Assert.True(IsLate(90));
    }

    private bool IsLate(double seconds) => _rule.IsDue(TimeSpan.FromSeconds(seconds), frames: 15, present: 0.1, best: 0.9, Lateness.Clear);
}
