using RealtimeDetect.Relay.Recording;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class RecordingRuleInfoTests
{
    private static readonly RecordingRule Rule = new(RecordingMode.OnDemand, [], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), Buffer: false);

    [Fact]
    public void TryApply_WhatIsLeftOut_StaysAsItIs()
    {
        Assert.Null(new RecordingRuleInfo("class", ["person"], null, 3, null).TryApply(Rule, out RecordingRule changed));

        Assert.Equal((RecordingMode.Class, 5, 3, false), (changed.Mode, changed.PreRoll.TotalSeconds, changed.PostRoll.TotalSeconds, changed.Buffer));
        Assert.Equal(["person"], changed.Classes);
    }

    [Theory]
    [InlineData("often", null, null, "mode")]
    [InlineData("class", null, null, "classes")]
    [InlineData(null, -1.0, null, "pre_roll_s")]
    [InlineData(null, null, 1e9, "post_roll_s")]
    [InlineData(null, double.NaN, null, "pre_roll_s")]
    public void TryApply_WhatIsWrong_IsNamed(string? mode, double? preRoll, double? postRoll, string named)
    {
        string? fault = new RecordingRuleInfo(mode, null, preRoll, postRoll, null).TryApply(Rule, out _);

        Assert.Contains(named, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20260102T030405678Z-1f3a", true)]
    [InlineData("20260102T030405678Z-1F3A", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("20260102T030405678Z", false)]
    public void RecordingId_TryParse_TakesItsOwnOnly(string name, bool expected)
    {
        Assert.Equal(expected, RecordingId.TryParse(name, out long startedAt));

        Assert.Equal(expected ? new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero).ToUnixTimeMilliseconds() : 0, startedAt);
    }
}
