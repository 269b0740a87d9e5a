namespace RealtimeDetect.Adaptive.Tests;

public sealed class EwmaTests
{
    [Fact]
    public void Add_FirstValue_IsTakenAsItIs()
    {
        Ewma average = new(TimeSpan.FromSeconds(1));

        Assert.Equal(7, average.Add(TimeSpan.FromSeconds(100), 7));
    }

    [Fact]
    public void Add_OneTimeConstantLater_HasMovedBy63Percent()
    {
        Ewma average = new(TimeSpan.FromSeconds(2));
        average.Add(TimeSpan.Zero, 0);

        Assert.Equal(1 - (1 / Math.E), average.Add(TimeSpan.FromSeconds(2), 1), 12);
    }

    [Fact]
    public void Add_UnevenSampling_EndsWhereEvenSamplingDoes()
    {
        Ewma even = new(TimeSpan.FromSeconds(1));
        Ewma uneven = new(TimeSpan.FromSeconds(1));
        even.Add(TimeSpan.Zero, 10);
        uneven.Add(TimeSpan.Zero, 10);

        for (int i = 1; i <= 10; i++)
            even.Add(TimeSpan.FromSeconds(i * 0.2), 20);
        uneven.Add(TimeSpan.FromSeconds(0.3), 20);
        uneven.Add(TimeSpan.FromSeconds(2), 20);

        Assert.Equal(even.Value, uneven.Value, 9);
    }

    [Fact]
    public void Add_TimeStandsStillOrGoesBack_KeepsTheAverage()
    {
        Ewma average = new(TimeSpan.FromSeconds(1));
        average.Add(TimeSpan.FromSeconds(5), 3);

        average.Add(TimeSpan.FromSeconds(5), 100);
        average.Add(TimeSpan.FromSeconds(1), 100);

        Assert.Equal(3, average.Value);
    }

    [Fact]
    public void Reset_NextValue_IsTakenAsItIs()
    {
        Ewma average = new(TimeSpan.FromSeconds(1));
        average.Add(TimeSpan.Zero, 3);

        average.Reset();

        Assert.Equal(9, average.Add(TimeSpan.Zero, 9));
    }
}
