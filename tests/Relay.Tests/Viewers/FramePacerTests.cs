using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Viewers;

public sealed class FramePacerTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(10, 30, 10)]
    [InlineData(15, 30, 15)]
    [InlineData(60, 30, 30)]
    [InlineData(20, 30, 20)]
    public void TryPass_SteadyCamera_PassesTheRateAskedFor(double maxFps, int cameraFps, int expectedFps)
    {
        const int Seconds = 10;
        var pacer = new FramePacer(_time);
        pacer.SetMaxFps(maxFps);

        int passed = 0;
        for (int i = 0; i < cameraFps * Seconds; i++)
        {
            passed += pacer.TryPass() ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(1.0 / cameraFps));
        }

        Assert.InRange(passed, expectedFps * Seconds - 2, expectedFps * Seconds + 2);
    }

    [Fact]
    public void TryPass_AfterAPause_DoesNotCatchUp()
    {
        var pacer = new FramePacer(_time);
        pacer.SetMaxFps(10);
        pacer.TryPass();
        _time.Advance(TimeSpan.FromSeconds(60));

        int passed = 0;
        for (int i = 0; i < 30; i++)
        {
            passed += pacer.TryPass() ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(1.0 / 30));
        }

        Assert.InRange(passed, 9, 12);
    }

    [Fact]
    public void TryPass_NoRateAskedFor_PassesAll() => Assert.True(new FramePacer(_time).TryPass());
}
