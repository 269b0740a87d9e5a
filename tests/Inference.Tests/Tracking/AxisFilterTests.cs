using RealtimeDetect.Inference.Tracking;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Tracking;

public sealed class AxisFilterTests
{
    [Fact]
    public void Advance_OnceOrInTwoSteps_IsTheSame()
    {
        AxisFilter once = Moving(), twice = once;

        once.Advance(0.5, 0.3);
        twice.Advance(0.2, 0.3);
        twice.Advance(0.3, 0.3);
        once.Correct(12, 0.4);
        twice.Correct(12, 0.4);

        Assert.Equal(once.Position, twice.Position, 1e-9);
        Assert.Equal(once.Carry(1), twice.Carry(1), 1e-9);
    }

    [Fact]
    public void Correct_SecondMeasurementAfterAnUnknownSpeed_GivesTheSpeedBetweenThem()
    {
        var filter = new AxisFilter(10, noise: 0.001, speedNoise: 1000);
        filter.Advance(0.25, 0.001);

        filter.Correct(12, 0.001);

        Assert.Equal(12, filter.Position, 1e-3);
        Assert.Equal(12 + 8, filter.Carry(1), 1e-2);
    }

    [Fact]
    public void Correct_NoisyMeasurements_SmoothsTheSpeed()
    {
        var random = new Random(1);
        var filter = new AxisFilter(0, noise: 1, speedNoise: 10);
        for (int i = 1; i <= 200; i++)
        {
            filter.Advance(0.1, 0.05);
            filter.Correct((i * 0.1 * 5) + (2 * random.NextDouble()) - 1, 1);
        }

        double speed = filter.Carry(1) - filter.Carry(0);

        // Two neighbours alone would tell it to within 20 a second.
        Assert.InRange(speed, 4.7, 5.3);
        Assert.InRange(filter.Position, 99, 101);
    }

    [Fact]
    public void Advance_NoTime_ChangesNothing()
    {
        AxisFilter filter = Moving();
        double position = filter.Position, ahead = filter.Carry(2);

        filter.Advance(0, 5);

        Assert.Equal(position, filter.Position);
        Assert.Equal(ahead, filter.Carry(2));
    }

    private static AxisFilter Moving()
    {
        var filter = new AxisFilter(10, noise: 0.3, speedNoise: 2);
        filter.Advance(0.5, 0.3);
        filter.Correct(11, 0.3);
        return filter;
    }
}
