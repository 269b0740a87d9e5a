using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Stats;

public sealed class StreamFiguresTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Read_ManyThreads_AlwaysAddsUp()
    {
        var counters = new FrameCounters();
        using var stop = new CancellationTokenSource();
        Task[] writers = [.. Enumerable.Range(0, 4).Select(i => Task.Run(() => Write(counters, (FrameOutcome)(i % 3), stop.Token)))];

        for (int i = 0; i < 10_000; i++)
        {
            FrameStats read = counters.Read();
            Assert.Equal(read.Received, read.Processed + read.Dropped + read.Failed + read.InFlight);
            Assert.InRange(read.InFlight, 0, 4);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal(0, counters.Read().InFlight);
    }

    [Fact]
    public void PerSecond_SteadyEvents_CoversTheLastTwoSeconds()
    {
        var meter = new RateMeter(_time);
        for (int i = 0; i < 90; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.0 / 30));
            meter.Add();
        }

        Assert.InRange(meter.PerSecond, 29.5, 30.5);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(meter.PerSecond, 14.5, 15.5);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, meter.PerSecond);
    }

    [Fact]
    public void Read_MoreThan300Values_CoversTheLast300()
    {
        var window = new LatencyWindow();
        for (int i = 0; i < 1000; i++)
            window.Add(1000);
        for (int i = 1; i <= 300; i++)
            window.Add(i);

        Assert.Equal(new Percentiles(150, 285, 297), window.Read());
    }

    [Fact]
    public void Read_NoValues_IsZero() => Assert.Equal(new Percentiles(0, 0, 0), new LatencyWindow().Read());

    private static void Write(FrameCounters counters, FrameOutcome outcome, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            counters.AddReceived();
            counters.AddOutcome(outcome);
        }
    }
}
