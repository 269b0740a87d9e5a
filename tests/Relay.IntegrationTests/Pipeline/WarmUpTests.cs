using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Pipeline;

/// <summary>What the warm-up leaves behind: nothing.</summary>
public sealed class WarmUpTests
{
    [Fact]
    public async Task Ready_AfterAWarmUpThroughTheWholePath_NoStreamAndNoWarningIsLeft()
    {
        // By a clock that stands still, so that no machine is too slow for the warm-up's limit.
        await using RelayHost host = await RelayHost.StartAsync(
            new Dictionary<string, string?> { ["Pipeline:WarmUpFrames"] = "20" }, new ManualTimeProvider());

        JsonElement streams = (await host.GetAsync("/api/streams")).Json.GetProperty("streams");
        HttpAnswer ready = await host.GetAsync("/healthz/ready");

        Assert.Equal(0, streams.GetArrayLength());
        Assert.Equal(200, ready.Status);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("warm-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirstFrame_AfterTheWarmUp_HasTheFirstPublishedNumber()
    {
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { ["Pipeline:WarmUpFrames"] = "20" });
        await using TestCamera camera = await host.CameraAsync("warm-up");
        await using TestViewer viewer = await host.ViewerAsync("warm-up");

        await camera.ExchangeAsync(0, TestJpeg.Small);
        ViewerFrame frame = await viewer.FrameAsync();
        JsonElement frames = (await host.StatsAsync("warm-up")).GetProperty("frames");

        Assert.Equal(0, frame.Number);
        Assert.Equal(1, frames.GetProperty("received").GetInt64());
    }
}
