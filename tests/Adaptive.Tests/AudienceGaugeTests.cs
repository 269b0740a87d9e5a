namespace RealtimeDetect.Adaptive.Tests;

public sealed class AudienceGaugeTests
{
    private readonly AudienceGauge _gauge = new();

    [Fact]
    public void Add_FirstViewers_SettleOnceAndAreNoOthers()
    {
        List<double> settled = [.. Settled(viewers: _ => 1, seconds: 60)];

        Assert.Equal([8], settled);
        Assert.False(_gauge.IsOther);
    }

    [Theory]
    [InlineData(1, 2, 28)]
    [InlineData(4, 3, double.NaN)]
    [InlineData(4, 2, 20)]
    [InlineData(1, 0, 20)]
    [InlineData(100, 110, double.NaN)]
    [InlineData(-1, -1, double.NaN)]
    public void Add_ViewersComeOrGo_SettlesAfterAWhileOrAtOnceWhereTheyAreMany(int before, int after, double expected)
    {
        List<double> settled = [.. Settled(seconds => seconds < 20 ? before : after, seconds: 60)];

        Assert.Equal(double.IsNaN(expected) ? [8] : [8, expected], settled);
    }

    [Fact]
    public void Add_ViewersLeave_AreOthers()
    {
        _ = Settled(_ => 2, seconds: 20).Count();

        _gauge.Add(TimeSpan.FromSeconds(21), 1);

        Assert.True(_gauge.IsOther);
        _gauge.Add(TimeSpan.FromSeconds(22), 1);
        Assert.False(_gauge.IsOther);
    }

    [Fact]
    public void Add_CameraWasAway_SettlesAnew()
    {
        _ = Settled(_ => 1, seconds: 20).Count();
        _gauge.Pause(TimeSpan.FromSeconds(20));

        Assert.Equal([28], Settled(_ => 1, seconds: 60, from: 20));
    }

    private IEnumerable<double> Settled(Func<double, int> viewers, double seconds, double from = 0)
    {
        for (double time = from; time < seconds; time += 0.5)
        {
            _gauge.Add(TimeSpan.FromSeconds(time), viewers(time));
            if (_gauge.HasSettled)
                yield return time;
        }
    }
}
