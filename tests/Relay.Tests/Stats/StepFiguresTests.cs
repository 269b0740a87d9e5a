using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Stats;

public sealed class StepFiguresTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Take_FramesOfAStep_SumsThemUpAndStartsOver()
    {
        var window = new LinkWindow(_time);
        window.Add(delayMs: 30, spanMs: 10, bytes: 10_000);
        window.Add(delayMs: 50, spanMs: 20, bytes: 30_000);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        LinkSample sample = window.Take()!;

        Assert.Equal(4, sample.Fps, 1);
        Assert.Equal((40, 15, 20_000), (sample.DelayMs, sample.SpanMs, sample.FrameBytes));
        Assert.Equal((8e6, 30), (sample.SlowestBitsPerSecond, sample.HighestWaitMs));
        Assert.Null(window.Take());
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(8_000_000)]
    public void Take_LargeFrame_CameAsFastAsItDid(int bytes)
    {
        var window = new LinkWindow(_time);
        window.Add(delayMs: null, spanMs: 16, bytes);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(bytes * 500.0, window.Take()!.SlowestBitsPerSecond);
    }

    [Fact]
    public void Take_ClockUnknown_KnowsTheSpanOnly()
    {
        var window = new LinkWindow(_time);
        window.Add(delayMs: null, spanMs: 10, bytes: 10_000);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        LinkSample sample = window.Take()!;

        Assert.Equal((double.NaN, 10, double.NaN), (sample.DelayMs, sample.SpanMs, sample.HighestWaitMs));
    }

    [Fact]
    public void Take_StepWithoutValues_KeepsTheMeanBefore()
    {
        var mean = new StepMean();
        mean.Add(4);
        mean.Add(8);

        Assert.Equal(6, mean.Take());
        Assert.Equal(6, mean.Take());
    }
}
