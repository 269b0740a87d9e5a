using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Pipeline.Batching;

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
        Assert.Equal(new LanePlan(lanes, threads, delayThreads), LanePlan.For(new PipelineOptions(), new InferenceOptions(), onGpu: false, cores));

    [Fact]
    public void For_Delay_OneLaneHasAllThreads() =>
        Assert.Equal(new LanePlan(1, 4), LanePlan.For(new PipelineOptions { Schedule = SchedulePreference.Delay }, new InferenceOptions(), onGpu: false, 4));

    [Fact]
    public void For_Throughput_MakesNoSecondSetOfSessions() =>
        Assert.Equal(new LanePlan(4, 1), LanePlan.For(new PipelineOptions { Schedule = SchedulePreference.Throughput }, new InferenceOptions(), onGpu: false, 4));

    [Fact]
    public void For_LanesSet_ShareTheCores() =>
        Assert.Equal(new LanePlan(2, 4, 8), LanePlan.For(new PipelineOptions { Lanes = 2 }, new InferenceOptions(), onGpu: false, 8));

    [Fact]
    public void For_OneLaneSet_HasNoChoice() =>
        Assert.Equal(new LanePlan(1, 8), LanePlan.For(new PipelineOptions { Lanes = 1 }, new InferenceOptions(), onGpu: false, 8));

    [Fact]
    public void For_Gpu_HasLanesForABatchThatRunsAndOneThatIsFilled() =>
        Assert.Equal(new LanePlan(48, 8, 0, 16), LanePlan.For(new PipelineOptions(), new InferenceOptions(), onGpu: true, 16));

    [Fact]
    public void For_GpuWithoutBatches_ALanePerCore() =>
        Assert.Equal(
            new LanePlan(8, 1),
            LanePlan.For(new PipelineOptions(), new InferenceOptions { Batching = BatchPreference.Never }, onGpu: true, 16));

    [Theory]
    [InlineData(400_000_000, 2)]
    [InlineData(300_000_000, 0)]
    public void Within_TwoSetsOfSessions_OnlyWhereTheyFit(long memoryBytes, int delayThreads) =>
        Assert.Equal(new LanePlan(2, 1, delayThreads), new LanePlan(2, 1, 2).Within(12_000_000, memoryBytes));

    [Fact]
    public void MaxInFlight_LanesShareRuns_OneStreamCannotTakeThemAll()
    {
        Assert.Equal(5, new LanePlan(48, 8, 0, 16).MaxInFlight);
        Assert.Equal(3, new LanePlan(2, 1).MaxInFlight);
    }
}
