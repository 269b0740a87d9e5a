namespace RealtimeDetect.Adaptive.Tests;

public sealed class StepPacerTests
{
    private readonly StepPacer _pacer = new(new ControllerOptions());

    [Fact]
    public void IsStepDue_PressureLasts_IsDueAfterTheConfirmTimeAndThenAfterTheDwell()
    {
        Assert.False(IsDue(0, Pressure.High));
        Assert.False(IsDue(0.9, Pressure.High));
        Assert.True(IsDue(1, Pressure.High));
        Move(1);
        Assert.False(IsDue(2.9, Pressure.High));
        Assert.True(IsDue(3, Pressure.High));
    }

    [Fact]
    public void IsStepDue_ReliefInterrupted_StartsAnew()
    {
        Assert.False(IsDue(0, Pressure.Low));
        Assert.False(IsDue(4, Pressure.Steady));
        Assert.False(IsDue(4.5, Pressure.Low));
        Assert.False(IsDue(9, Pressure.Low));
        Assert.True(IsDue(9.5, Pressure.Low));
    }

    [Fact]
    public void UpDwell_StepsUpThatFail_DoublesUpToTheLongest()
    {
        double now = 0;
        List<double> dwells = [];
        for (int i = 0; i < 5; i++)
        {
            now = StepUpWhenDue(now);
            now = StepDownAfter(now, 3);
            dwells.Add(_pacer.UpDwell.TotalSeconds);
        }

        Assert.Equal([10, 20, 40, 40, 40], dwells);
    }

    [Fact]
    public void UpDwell_LevelThatFailedIsPassedUpwards_IsForgotten()
    {
        double now = StepDownAfter(StepUpWhenDue(0), 3);
        Assert.Equal(10, _pacer.UpDwell.TotalSeconds);
        now = StepUpWhenDue(now);
        now = StepUpWhenDue(now);

        now = StepDownAfter(now, 61);
        StepDownAfter(now, 3);

        Assert.Equal(5, _pacer.UpDwell.TotalSeconds);
    }

    [Fact]
    public void UpDwell_LevelBelowOneThatFailed_IsTheShortest()
    {
        double now = StepDownAfter(StepUpWhenDue(0), 3);

        Assert.False(IsDue(now + 5, Pressure.High));
        StepDownAfter(now, 6);

        Assert.Equal(5, _pacer.UpDwell.TotalSeconds);
    }

    [Fact]
    public void UpDwell_StepDownLongAfterAStepUp_IsUnchanged()
    {
        double now = StepUpWhenDue(0);

        StepDownAfter(now, 61);

        Assert.Equal(5, _pacer.UpDwell.TotalSeconds);
    }

    [Fact]
    public void UpDwell_StepUpHolds_NextAsksForLess()
    {
        double now = StepDownAfter(StepDownAfter(0, 2), 2);
        now = StepUpWhenDue(now);

        Assert.Equal(2, _pacer.UpDwell.TotalSeconds);
        StepDownAfter(now, 3);
        Assert.Equal(10, _pacer.UpDwell.TotalSeconds);
    }

    private bool IsDue(double seconds, Pressure pressure) => _pacer.IsStepDue(TimeSpan.FromSeconds(seconds), pressure);

    private void Move(double seconds) => _pacer.Moved(TimeSpan.FromSeconds(seconds));

    private double StepUpWhenDue(double now)
    {
        while (!IsDue(now, Pressure.Low))
            now += 0.5;
        Move(now);
        return now;
    }

    private double StepDownAfter(double now, double seconds)
    {
        IsDue(now + seconds - 1, Pressure.High);
        Assert.True(IsDue(now + seconds, Pressure.High));
        Move(now + seconds);
        return now + seconds;
    }
}
