using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Pipeline;

public sealed class LaneScheduleTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<FramePipeline> _pipelines = [];
    private readonly LaneSchedule _schedule;
    private readonly FrameScheduler _scheduler;

    public LaneScheduleTests()
    {
        var plan = new LanePlan(2, 1, 2);
        _schedule = new LaneSchedule(plan, _time);
        _scheduler = new FrameScheduler(plan, _schedule);
    }

    [Fact]
    public void Mode_OneCameraThatOneFrameAtATimeKeepsUpWith_IsDelay()
    {
        RunStreams(streams: 1, framesPerSecond: 30, frameMs: 17, seconds: 10);

        Assert.Equal(LaneMode.Delay, _schedule.Mode);
    }

    [Fact]
    public void Mode_OneCameraFasterThanOneFrameAtATime_IsThroughputWithinASecond()
    {
        RunStreams(streams: 1, framesPerSecond: 55, frameMs: 17, seconds: 1);

        Assert.Equal(LaneMode.Throughput, _schedule.Mode);
    }

    [Fact]
    public void Capacity_OneFrameAtATime_IsWhatAllLanesCouldDoInItsTime()
    {
        _schedule.SetGain(0.65);
        Assert.Equal(1.3, _schedule.Capacity, 3);

        RunStreams(streams: 1, framesPerSecond: 55, frameMs: 17, seconds: 1);

        Assert.Equal(2, _schedule.Capacity);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    public void Mode_SameLoadFromSeveralStreams_IsThroughput(int streams, bool isDelay)
    {
        RunStreams(streams, framesPerSecond: 40, frameMs: 17, seconds: 2);

        Assert.Equal(isDelay, _schedule.Mode == LaneMode.Delay);
    }

    [Fact]
    public void Mode_SeveralSlowStreams_IsDelay()
    {
        RunStreams(streams: 4, framesPerSecond: 20, frameMs: 17, seconds: 5);

        Assert.Equal(LaneMode.Delay, _schedule.Mode);
    }

    [Fact]
    public void Mode_LoadFallsAgain_ReturnsToDelayAfterThreeCalmSeconds()
    {
        _schedule.SetGain(0.65);
        RunStreams(streams: 4, framesPerSecond: 60, frameMs: 26, seconds: 2);

        RunStreams(streams: 1, framesPerSecond: 30, frameMs: 26, seconds: 2.5);
        LaneMode soon = _schedule.Mode;
        RunStreams(streams: 1, framesPerSecond: 30, frameMs: 26, seconds: 1.5);

        Assert.Equal(LaneMode.Throughput, soon);
        Assert.Equal(LaneMode.Delay, _schedule.Mode);
    }

    [Fact]
    public void Mode_LoadJustBelowTheLimit_DoesNotFlap()
    {
        RunStreams(streams: 1, framesPerSecond: 55, frameMs: 17, seconds: 1);
        var modes = new HashSet<LaneMode>();

        for (int second = 0; second < 20; second++)
        {
            RunStreams(streams: 1, framesPerSecond: 46, frameMs: 17, seconds: 1);
            modes.Add(_schedule.Mode);
        }

        Assert.Equal([LaneMode.Throughput], modes);
    }

    [Fact]
    public void Mode_NothingToDoForAWhile_FirstFrameIsDelay()
    {
        RunStreams(streams: 4, framesPerSecond: 60, frameMs: 17, seconds: 2);

        _time.Advance(TimeSpan.FromSeconds(4));
        _schedule.OnTaken(Pipeline());

        Assert.Equal(LaneMode.Delay, _schedule.Mode);
    }

    [Fact]
    public void Mode_PlanWithoutDelaySessions_IsAlwaysThroughput()
    {
        var schedule = new LaneSchedule(new LanePlan(2, 1), _time);

        _time.Advance(TimeSpan.FromSeconds(10));
        schedule.OnTaken(Pipeline());

        Assert.Equal(LaneMode.Throughput, schedule.Mode);
    }

    public void Dispose() => _scheduler.Dispose();

    private FramePipeline Pipeline() => new(_scheduler, new SilentOwner());

    private void RunStreams(int streams, int framesPerSecond, double frameMs, double seconds)
    {
        while (_pipelines.Count < streams)
            _pipelines.Add(Pipeline());
        for (int i = 0; i < framesPerSecond * seconds; i++)
        {
            _schedule.OnTaken(_pipelines[i % streams]);
            _time.Advance(TimeSpan.FromSeconds(1.0 / framesPerSecond));
            _schedule.OnEnded(_schedule.Mode, TimeSpan.FromMilliseconds(frameMs));
        }
    }
}
