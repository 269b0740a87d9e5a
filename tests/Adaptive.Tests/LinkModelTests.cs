namespace RealtimeDetect.Adaptive.Tests;

public sealed class LinkModelTests
{
    private readonly LinkModel _link = new();
    private double _seconds;

    [Fact]
    public void MeanMs_SteadyLink_IsDelayAndSerialisation()
    {
        Feed(20, rate: 10e6, waitMs: 15);

        // 50 kB at 10 Mbit/s take 40 ms.
        Assert.InRange(_link.MeanMs(50_000), 54, 56);
        Assert.InRange(_link.Load(20, 50_000), 0.79, 0.81);
    }

    [Fact]
    public void BitsPerSecond_LinkFalls_IsBelievedAtOnce()
    {
        Feed(20, rate: 40e6, waitMs: 15);
        Feed(1, rate: 8e6, waitMs: 15);

        Assert.InRange(_link.BitsPerSecond, 7e6, 9e6);
    }

    [Fact]
    public void BitsPerSecond_LinkRises_IsBelievedTheSecondTime()
    {
        Feed(20, rate: 8e6, waitMs: 15);
        Feed(1, rate: 40e6, waitMs: 15);
        double once = _link.BitsPerSecond;
        Feed(1, rate: 40e6, waitMs: 15);

        Assert.True(once < 20e6);
        Assert.InRange(_link.BitsPerSecond, 39e6, 41e6);
    }

    [Fact]
    public void QueueMs_FramesWait_IsWhatIsAboveTheLeast()
    {
        Feed(20, rate: 40e6, waitMs: 15);
        Feed(1, rate: 40e6, waitMs: 75);

        Assert.Equal(60, _link.QueueMs, 3);
        Assert.Equal(15, _link.BaseMs, 3);
    }

    [Fact]
    public void SpreadMs_SomeFramesAreSlow_GrowsWithTheirSize()
    {
        Feed(40, rate: 10e6, waitMs: 15, slowest: 5e6);

        Assert.True(_link.SpreadMs(50_000) > 30);
        Assert.True(_link.SpreadMs(5_000) < 15);
    }

    [Fact]
    public void SpreadMs_FramesAreHeldUpBeforeAndOnTheLink_HardlyGrowsWithTheirSize()
    {
        Feed(100, rate: 50e6, waitMs: 15, slowest: 14e6, mostWaitMs: 45);

        // 30 kB took 12 ms longer than their 5 ms; a link of 14 Mbit/s would cost ten times as much 120 ms.
        Assert.InRange(_link.SpreadMs(30_000), 30, 34);
        Assert.InRange(_link.SpreadMs(300_000), 30, 45);
    }

    [Fact]
    public void SpreadMs_LinkFallsOnWhichFramesWereHeldUp_StaysAsLong()
    {
        Feed(100, rate: 50e6, waitMs: 15, slowest: 14e6, mostWaitMs: 45);
        double before = _link.SpreadMs(30_000);

        Feed(1, rate: 5e6, waitMs: 15, mostWaitMs: 45);

        Assert.InRange(_link.SpreadMs(30_000), before, before + 15);
    }

    private void Feed(int samples, double rate, double waitMs, double slowest = double.NaN, double mostWaitMs = double.NaN)
    {
        for (int i = 0; i < samples; i++)
        {
            const double Bytes = 30_000;
            double spanMs = Bytes * 8000 / rate;
            _link.Add(TimeSpan.FromSeconds(_seconds += 0.5), new LinkSample(10, waitMs + spanMs, spanMs, Bytes)
            {
                SlowestBitsPerSecond = double.IsNaN(slowest) ? 0.95 * rate : slowest,
                HighestWaitMs = double.IsNaN(mostWaitMs) ? waitMs + 4 : mostWaitMs,
            });
        }
    }
}
