using RealtimeDetect.Relay.Tracking;

namespace RealtimeDetect.Relay.Tests.Tracking;

public sealed class CarrySwitchTests
{
    private const double TargetFps = 30;

    private double _nowMs;

    [Fact]
    public void IsOn_DetectorAtAThirdOfTheCamera_TurnsOnAfterTwoSeconds()
    {
        var carrying = new CarrySwitch(TrackingMode.Auto);

        Play(carrying, 1.9, cameraFps: 30, detectedFps: 10);
        Assert.False(carrying.IsOn);
        Play(carrying, 0.3, cameraFps: 30, detectedFps: 10);

        Assert.True(carrying.IsOn);
    }

    [Fact]
    public void IsOn_OneBadSecond_StaysOff()
    {
        var carrying = new CarrySwitch(TrackingMode.Auto);

        Play(carrying, 1, cameraFps: 30, detectedFps: 10);
        Play(carrying, 5, cameraFps: 30, detectedFps: 30);

        Assert.False(carrying.IsOn);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(25)]
    public void IsOn_DetectorABitSlower_StaysOff(double detectedFps)
    {
        var carrying = new CarrySwitch(TrackingMode.Auto);

        Play(carrying, 10, cameraFps: 30, detectedFps);

        Assert.False(carrying.IsOn);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(27, true)]
    [InlineData(30, false)]
    public void IsOn_WasOn_StaysUntilTheDetectorHasCaughtUp(double detectedFps, bool stays)
    {
        var carrying = new CarrySwitch(TrackingMode.Auto);
        Play(carrying, 3, cameraFps: 30, detectedFps: 10);
        Assert.True(carrying.IsOn);

        Play(carrying, 5, cameraFps: 30, detectedFps);

        Assert.Equal(stays, carrying.IsOn);
    }

    [Fact]
    public void IsOn_CodecIsNotCheap_StaysOff()
    {
        var carrying = new CarrySwitch(TrackingMode.Auto);

        Play(carrying, 10, cameraFps: 30, detectedFps: 10, inferenceMs: 8, codecMs: 4);

        Assert.False(carrying.IsOn);
    }

    [Fact]
    public void IsOn_CodecBecomesDear_TurnsOff()
    {
        var carrying = new CarrySwitch(TrackingMode.Auto);
        Play(carrying, 3, cameraFps: 30, detectedFps: 10);

        Play(carrying, 10, cameraFps: 30, detectedFps: 10, inferenceMs: 8, codecMs: 4);

        Assert.False(carrying.IsOn);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void IsOn_CameraSendsWhatIsAcked_IsTakenToBeAbleToSendWhatItIsAskedFor(bool isBacklogged, bool expected)
    {
        var carrying = new CarrySwitch(TrackingMode.Auto);

        Play(carrying, 4, cameraFps: 10, detectedFps: 10, isBacklogged: isBacklogged);

        Assert.Equal(expected, carrying.IsOn);
    }

    [Theory]
    [InlineData(nameof(TrackingMode.On), true)]
    [InlineData(nameof(TrackingMode.Off), false)]
    public void IsOn_NotAutomatic_IsWhatItIsSetTo(string mode, bool expected)
    {
        var carrying = new CarrySwitch(Enum.Parse<TrackingMode>(mode));
        Assert.Equal(expected, carrying.IsOn);

        Play(carrying, 5, cameraFps: 30, detectedFps: expected ? 30 : 10);

        Assert.Equal(expected, carrying.IsOn);
    }

    [Theory]
    [InlineData(20, 15, false)]
    [InlineData(60, 15, true)]
    [InlineData(60, 30, false)]
    public void IsDetectorBehind_LongDetectionsAndFramesThatNoLaneHasTimeFor(double inferenceMs, double detectedFps, bool expected)
    {
        var carrying = new CarrySwitch(TrackingMode.On);

        Play(carrying, 2, cameraFps: 30, detectedFps, inferenceMs);

        Assert.Equal(expected, carrying.IsDetectorBehind);
    }

    private void Play(
        CarrySwitch carrying, double seconds, double cameraFps, double detectedFps, double inferenceMs = 60, double codecMs = 4,
        bool isBacklogged = true)
    {
        double detected = 0;
        for (double end = _nowMs + (1000 * seconds); _nowMs < end; _nowMs += 1000 / cameraFps)
        {
            carrying.OnReceived(_nowMs, TargetFps);
            detected += detectedFps / cameraFps;
            carrying.OnTaken(isBeside: detected < 1);
            for (; detected >= 1; detected--)
                carrying.OnDetected(inferenceMs, codecMs, isBacklogged && detectedFps < TargetFps);
        }
    }
}
