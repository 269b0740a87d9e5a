using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Tests.Pipeline;

public sealed class LanePlanTests
{
    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(2, 2, 1, 2)]
    [InlineData(8, 8, 1, 8)]
    [InlineData(16, 16, 1, 8)]
    [InlineData(64, 16, 4, 8)]
    public void For_AutoOnCpu_FollowsTheCores(int cores, int lanes, int threads, int delayThreads) =>
        Assert.Equal(new LanePlan(lanes, threads, delayThreads), LanePlan.For(new PipelineOptions(), onGpu: false, cores));

    [Fact]
    public void For_Delay_OneLaneHasAllThreads() =>
        Assert.Equal(new LanePlan(1, 4), LanePlan.For(new PipelineOptions { Schedule = SchedulePreference.Delay }, onGpu: false, 4));

    [Fact]
    public void For_Throughput_MakesNoSecondSetOfSessions() =>
        Assert.Equal(new LanePlan(4, 1), LanePlan.For(new PipelineOptions { Schedule = SchedulePreference.Throughput }, onGpu: false, 4));

    [Fact]
    public void For_LanesSet_ShareTheCores() =>
        Assert.Equal(new LanePlan(2, 4, 8), LanePlan.For(new PipelineOptions { Lanes = 2 }, onGpu: false, 8));

    [Fact]
    public void For_OneLaneSet_HasNoChoice() =>
        Assert.Equal(new LanePlan(1, 8), LanePlan.For(new PipelineOptions { Lanes = 1 }, onGpu: false, 8));

    [Fact]
    public void For_Gpu_HasNoChoice() =>
        Assert.Equal(new LanePlan(8, 1), LanePlan.For(new PipelineOptions(), onGpu: true, 16));
}
