using RealtimeDetect.Relay.Stats;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Stats;

public sealed class ByteRateTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ByteRate _rate;

    public ByteRateTests() => _rate = new ByteRate(_time);

    [Fact]
    public void PerSecond_SteadyFlow_IsItsRate()
    {
        for (int i = 0; i < 100; i++)
        {
            _rate.Add(5000);
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.InRange(_rate.PerSecond, 95_000, 105_000);
    }

    [Fact]
    public void PerSecond_AfterTheWindow_IsZero()
    {
        _rate.Add(1_000_000);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_rate.PerSecond > 400_000);

        _time.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal(0, _rate.PerSecond);
    }

    [Fact]
    public void PerSecond_LongSilence_ForgetsAllSlots()
    {
        for (int i = 0; i < 20; i++)
        {
            _rate.Add(1000);
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }
        _time.Advance(TimeSpan.FromHours(1));
        _rate.Add(2000);

        Assert.InRange(_rate.PerSecond, 880, 1000);
    }
}
