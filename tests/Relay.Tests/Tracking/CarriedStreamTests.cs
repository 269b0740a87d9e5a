using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Tracking;

/// <summary>A camera of 30 frames a second and detectors of all speeds; that the counts add up is checked at every frame.</summary>
public sealed class CarriedStreamTests : IDisposable
{
    private const double SlowMs = 100;

    private readonly List<IDisposable> _streams = [];

    [Fact]
    public void On_DetectorOfTenFps_ViewersGetTheCamerasRateInOrder()
    {
        CarriedStream stream = New(TrackingMode.On);
        stream.Play(500, SlowMs);
        int before = stream.Seen.Count;

        stream.Play(2000, SlowMs);

        Assert.InRange(stream.Seen.Count - before, 58, 64);
        Assert.Equal(stream.Seen.Select(frame => frame.Number).Order(), stream.Seen.Select(frame => frame.Number));
        Assert.InRange(stream.Detector.Runs, 17, 26);
        Assert.All(stream.Seen.Skip(before), frame => Assert.False(frame.IsDetected));
        // Published when taken, not when the detector is done.
        Assert.All(stream.Seen.Skip(before), frame => Assert.InRange(frame.AtMs - frame.CapturedMs, 0, 1));
    }

    [Fact]
    public void On_DetectorOfTenFps_BoxesMoveWithTheThing()
    {
        CarriedStream stream = New(TrackingMode.On);
        stream.Play(1500, SlowMs);
        int before = stream.Seen.Count;

        stream.Play(1000, SlowMs);

        Assert.All(stream.Seen.Skip(before), frame =>
            Assert.InRange(frame.Left, CarriedStream.LeftAt(frame.CapturedMs) - 2, CarriedStream.LeftAt(frame.CapturedMs) + 2));
        Assert.Single(stream.Seen.Select(frame => frame.TrackId).Distinct());
    }

    [Fact]
    public void On_EveryFrame_EndsOnceAndIsAckedOnce()
    {
        CarriedStream stream = New(TrackingMode.On);

        stream.Play(3000, SlowMs);

        FrameStats frames = stream.Statistics.Frames.Read();
        Assert.Equal(frames.Received - frames.InFlight, stream.Camera.Outcomes.Count);
        Assert.Equal(stream.Camera.Outcomes.Count, stream.Camera.Outcomes.Select(outcome => outcome.Number).Distinct().Count());
        Assert.Equal(stream.Seen.Count, stream.Camera.Outcomes.Count(outcome => outcome.Outcome == FrameOutcome.Processed));
        Assert.Equal(stream.Seen.Count(frame => !frame.IsDetected), frames.Carried);
        Assert.Equal(0, frames.Failed);
    }

    [Fact]
    public void On_DetectorFasterThanTheCamera_EveryFrameIsDetected()
    {
        CarriedStream stream = New(TrackingMode.On);

        stream.Play(2000, detectMs: 20);

        Assert.All(stream.Seen, frame => Assert.True(frame.IsDetected));
        Assert.Equal(stream.Seen.Count, stream.Detector.Runs);
        Assert.Single(stream.Seen.Select(frame => frame.TrackId).Distinct());
    }

    [Fact]
    public void On_DetectorCatchesUp_FramesAreDetectedAgain()
    {
        CarriedStream stream = New(TrackingMode.On);
        stream.Play(2000, SlowMs);
        stream.Play(2000, detectMs: 10);
        int before = stream.Seen.Count;

        stream.Play(1000, detectMs: 10);

        Assert.All(stream.Seen.Skip(before), frame => Assert.True(frame.IsDetected));
    }

    [Fact]
    public void Auto_DetectorOfTenFps_CarriesAfterTwoSeconds()
    {
        CarriedStream stream = New(TrackingMode.Auto);
        stream.Play(3500, SlowMs);
        int before = stream.Seen.Count;
        Assert.All(stream.Seen.Where(frame => frame.CapturedMs < 1500), frame => Assert.True(frame.IsDetected));

        stream.Play(1000, SlowMs);

        Assert.InRange(stream.Seen.Count - before, 28, 34);
    }

    [Fact]
    public void Auto_DetectorABitSlowerThanTheCamera_CarriesNothing()
    {
        CarriedStream stream = New(TrackingMode.Auto);

        stream.Play(6000, detectMs: 36);

        Assert.All(stream.Seen, frame => Assert.True(frame.IsDetected));
    }

    [Fact]
    public void Auto_BudgetIsSpent_FramesAreDroppedAsEver()
    {
        var time = new ManualTimeProvider();
        CarriedStream stream = New(TrackingMode.Auto, budget: new CarryBudget(share: 0, time));

        stream.Play(6000, SlowMs);

        // What a lane takes is its own; the frames in between are what carrying threads would have taken.
        Assert.True(stream.Statistics.Frames.Read().Dropped > 60);
    }

    [Fact]
    public void Off_DetectorOfTenFps_IsAsWithoutATracker()
    {
        CarriedStream stream = New(TrackingMode.Off);

        stream.Play(3000, SlowMs);

        FrameStats frames = stream.Statistics.Frames.Read();
        Assert.Equal(stream.Detector.Runs, stream.Seen.Count);
        Assert.InRange(stream.Seen.Count, 28, 32);
        Assert.Equal(0, frames.Carried);
        Assert.True(frames.Dropped > 50);
        Assert.All(stream.Seen, frame =>
        {
            Assert.False(frame.Header.TryGetProperty("detected", out _));
            Assert.False(Assert.Single(frame.Detections).TryGetProperty("track_id", out _));
        });
    }

    [Theory]
    [InlineData(100)]
    [InlineData(250)]
    public void On_DetectionsOlderThanMaxCarryMs_AreNotCarried(int maxCarryMs)
    {
        CarriedStream stream = New(TrackingMode.On, maxCarryMs);

        stream.Play(4000, detectMs: 200);

        Assert.All(stream.Seen.Where(frame => !frame.IsDetected), frame => Assert.NotEmpty(frame.Detections));
        if (maxCarryMs < 200)
            Assert.All(stream.Seen, frame => Assert.True(frame.IsDetected));
        else
            Assert.Contains(stream.Seen, frame => !frame.IsDetected);
    }

    [Fact]
    public void On_DetectorSlowerThanMaxCarryMs_EveryPublishedFrameIsDetected()
    {
        CarriedStream stream = New(TrackingMode.On);

        stream.Play(10_000, detectMs: 900);

        Assert.All(stream.Seen, frame => Assert.True(frame.IsDetected));
        Assert.InRange(stream.Seen.Count, 10, 12);
    }

    [Fact]
    public void On_AnotherCamera_StartsWithoutTheFirstOnesTracks()
    {
        CarriedStream stream = New(TrackingMode.On);
        stream.Play(1000, SlowMs);
        long firstId = stream.Seen[^1].TrackId;
        int before = stream.Seen.Count;

        stream.ReplaceCamera();
        stream.Play(1000, SlowMs);

        // A frame of the first camera's may still have been under way.
        Assert.True(stream.Seen.Skip(before).First(frame => frame.TrackId != firstId).IsDetected);
        Assert.True(stream.Seen[^1].TrackId > firstId);
        Assert.Equal(stream.Seen.Select(frame => frame.Number).Order(), stream.Seen.Select(frame => frame.Number));
    }

    [Fact]
    public void On_DetectorFails_CarriedFramesGoOnUntilTheyAreTooOld()
    {
        CarriedStream stream = New(TrackingMode.On);
        stream.Play(1000, SlowMs);
        stream.Detector.OnRun = () => throw new InvalidOperationException("The test lets this run fail.");

        stream.Play(2000, SlowMs);

        FrameStats frames = stream.Statistics.Frames.Read();
        Assert.True(frames.Failed > 30);
        Assert.Equal(frames.Received, frames.Processed + frames.Dropped + frames.Failed + frames.InFlight);
        Assert.InRange(stream.Seen[^1].CapturedMs, 1300, 1700);
    }

    public void Dispose()
    {
        foreach (IDisposable stream in _streams)
            stream.Dispose();
    }

    private CarriedStream New(TrackingMode mode, int maxCarryMs = 500, CarryBudget? budget = null)
    {
        var stream = new CarriedStream(new TrackingOptions { Mode = mode, MaxCarryMs = maxCarryMs }, budget);
        _streams.Add(stream);
        return stream;
    }
}
