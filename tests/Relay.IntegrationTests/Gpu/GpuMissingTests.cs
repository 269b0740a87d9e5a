using System.Text.Json;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.IntegrationTests.Gpu;

/// <summary>A GPU was asked for and cannot be had.</summary>
public sealed class GpuMissingTests
{
    private const string Provider = "Pipeline:Execution";

    [Fact]
    public async Task Prefer_WithoutGpu_GoesOnOnTheCpuWithOneWarningThatNamesWhatIsMissing()
    {
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { [Provider] = "PreferCuda" });
        JsonElement processor = (await host.StatsAsync("any")).GetProperty("processor_stats");
        Assert.SkipWhen(processor.GetProperty("gpu_available").GetBoolean(), "this machine has CUDA");

        Assert.Equal("CPU", processor.GetProperty("execution_provider").GetString());
        string warning = Assert.Single(host.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("[6121]", StringComparison.Ordinal));
        Assert.Contains("Inference runs on the CPU: CUDA cannot be used: lib", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_WithoutGpu_RefusesToStartAndNamesWhatIsMissing()
    {
        try
        {
            await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { [Provider] = "RequireCuda" });
            Assert.Skip("this machine has CUDA");
        }
        catch (StartupException refusal)
        {
            Assert.StartsWith("CUDA cannot be used: lib", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Pipeline:Execution is RequireCuda", refusal.Message, StringComparison.Ordinal);
        }
    }
}
