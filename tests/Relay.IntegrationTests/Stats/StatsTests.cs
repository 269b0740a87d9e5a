using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Stats;

/// <summary>The statistics: every field, the sum that always holds, and what is said of a stream that is not there.</summary>
public sealed class StatsTests(RelayFixture fixture) : RelayTest(fixture)
{
    private const int Polls = 1000;

    [Fact]
    public async Task Stats_OfALiveStream_HaveEveryField()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer first = await Host.ViewerAsync(Token);
        await using TestViewer second = await Host.ViewerAsync(Token);
        await camera.ExchangeAsync(1, TestJpeg.Small, (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        await camera.ExchangeAsync(2, [1]);
        await first.FrameAsync();
        await first.FenceAsync();

        JsonElement stats = await Host.StatsAsync(Token);

        Assert.True(stats.GetProperty("camera_connected").GetBoolean());
        Assert.Equal(2, stats.GetProperty("viewer_count").GetInt32());
        JsonElement processor = stats.GetProperty("processor_stats");
        Assert.Equal(320, processor.GetProperty("inference_size").GetInt32());
        Assert.Equal(0.25, processor.GetProperty("confidence_threshold").GetDouble());
        Assert.False(processor.GetProperty("gpu_available").GetBoolean());
        Assert.InRange(processor.GetProperty("target_fps").GetDouble(), 5, 60);
        Assert.Equal("CPU", processor.GetProperty("execution_provider").GetString());
        Assert.Equal("fp32", processor.GetProperty("precision").GetString());
        Assert.Equal("shapes", processor.GetProperty("model").GetString());
        AssertFrames(stats, received: 2, processed: 1, failed: 1);
        foreach (string latency in (string[])["processing", "end_to_end"])
            AssertPercentiles(stats.GetProperty("latency_ms").GetProperty(latency), positive: true);
        JsonElement controller = stats.GetProperty("controller");
        Assert.NotEmpty(controller.GetProperty("reason").GetString()!);
        Assert.Equal(controller.GetProperty("reason").GetString(), controller.GetProperty("cause").GetString());
        Assert.Equal(JsonValueKind.Array, controller.GetProperty("alternatives").ValueKind);
        Assert.Equal(JsonValueKind.String, controller.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Fps_OfTwoFrames_IsTheirShareOfTheLastTwoSeconds()
    {
        var time = new ManualTimeProvider();
        await using RelayHost host = await RelayHost.StartAsync(time: time, detector: new FakeDetector());
        await using TestCamera camera = await host.CameraAsync(Token);

        await camera.ExchangeAsync(1, TestJpeg.Small);
        await camera.ExchangeAsync(2, TestJpeg.Small);
        JsonElement fresh = (await host.StatsAsync(Token)).GetProperty("fps");
        time.Advance(TimeSpan.FromSeconds(3));
        JsonElement old = (await host.StatsAsync(Token)).GetProperty("fps");

        Assert.Equal((1.0, 1.0), (fresh.GetProperty("received").GetDouble(), fresh.GetProperty("published").GetDouble()));
        Assert.Equal((0.0, 0.0), (old.GetProperty("received").GetDouble(), old.GetProperty("published").GetDouble()));
    }

    [Fact]
    public async Task Stats_OfNoStream_SayNoCamera()
    {
        JsonElement stats = await Host.StatsAsync(Token);

        Assert.False(stats.GetProperty("camera_connected").GetBoolean());
        Assert.Equal(0, stats.GetProperty("viewer_count").GetInt32());
        AssertFrames(stats, received: 0, processed: 0, failed: 0);
        Assert.Equal(0, stats.GetProperty("fps").GetProperty("published").GetDouble());
        AssertPercentiles(stats.GetProperty("latency_ms").GetProperty("end_to_end"), positive: false);
        Assert.Equal("shapes", stats.GetProperty("processor_stats").GetProperty("model").GetString());
    }

    [Fact]
    public async Task Counts_Polled1000TimesUnderLoad_AlwaysAddUp()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        using var polled = new CancellationTokenSource();
        Task load = FloodAsync(camera, polled.Token);

        long lastReceived = 0;
        for (int i = 0; i < Polls; i++)
        {
            JsonElement frames = (await Host.StatsAsync(Token)).GetProperty("frames");
            long received = Count(frames, "received");
            Assert.Equal(received, Count(frames, "processed") + Count(frames, "dropped") + Count(frames, "failed") + Count(frames, "in_flight"));
            Assert.True(received >= lastReceived, "a count must not go back");
            lastReceived = received;
        }
        await polled.CancelAsync();
        await load;

        Assert.True(lastReceived > 0);
    }

    [Fact]
    public async Task Counts_AfterAReconnect_GoOn()
    {
        await using (TestCamera first = await Host.CameraAsync(Token))
        {
            await first.ExchangeAsync(1, TestJpeg.Small);
            await first.CloseAsync();
        }
        await using TestCamera second = await Host.CameraAsync(Token);
        await second.ExchangeAsync(1, TestJpeg.Small);

        AssertFrames(await Host.StatsAsync(Token), received: 2, processed: 2, failed: 0);
    }

    [Fact]
    public async Task Stream_IdleFor60Seconds_ForgetsItsCounts()
    {
        var time = new ManualTimeProvider();
        await using RelayHost host = await RelayHost.StartAsync(time: time, detector: new FakeDetector());
        await using (TestCamera camera = await host.CameraAsync(Token))
        {
            await camera.ExchangeAsync(1, TestJpeg.Small);
            await camera.CloseAsync();
        }

        time.Advance(TimeSpan.FromSeconds(58));
        AssertFrames(await host.StatsAsync(Token), received: 1, processed: 1, failed: 0);
        time.Advance(TimeSpan.FromSeconds(4));
        await host.ForgottenAsync(Token);

        await using TestCamera later = await host.CameraAsync(Token);
        AssertFrames(await host.StatsAsync(Token), received: 0, processed: 0, failed: 0);
    }

    [Fact]
    public async Task Logs_NeverHoldAToken()
    {
        await using (TestCamera camera = await Host.CameraAsync(Token))
        {
            await camera.ExchangeAsync(1, TestJpeg.Small);
            await camera.CloseAsync();
        }
        await Host.GetAsync($"/view/{Token}");
        await Assert.ThrowsAsync<HandshakeRefusedException>(() => TestCamera.ConnectAsync(Host.Address, Token, origin: "https://evil.example"));

        Assert.NotEmpty(Host.Log.Lines);
        Assert.DoesNotContain(Host.Log.Lines, line => line.Contains(Token, StringComparison.Ordinal));
    }

    private static async Task FloodAsync(TestCamera camera, CancellationToken end)
    {
        for (long number = 0; !end.IsCancellationRequested; number++)
        {
            // Every eleventh fails; each is awaited now and then, so that the flood leaves the polls some room.
            await camera.SendFrameAsync(number, number % 11 == 5 ? [1, 2, 3] : TestJpeg.Picture(320, 240));
            if (number % 4 == 0)
                await camera.OutcomeAsync(number);
        }
    }

    private static long Count(JsonElement frames, string name) => frames.GetProperty(name).GetInt64();

    private static void AssertFrames(JsonElement stats, long received, long processed, long failed)
    {
        JsonElement frames = stats.GetProperty("frames");
        Assert.Equal(received, Count(frames, "received"));
        Assert.Equal(processed, Count(frames, "processed"));
        Assert.Equal(failed, Count(frames, "failed"));
        Assert.Equal(0, Count(frames, "dropped"));
        Assert.Equal(0, Count(frames, "in_flight"));
    }

    private static void AssertPercentiles(JsonElement percentiles, bool positive)
    {
        double p50 = percentiles.GetProperty("p50").GetDouble();
        double p95 = percentiles.GetProperty("p95").GetDouble();
        double p99 = percentiles.GetProperty("p99").GetDouble();
        Assert.True(p50 <= p95 && p95 <= p99);
        Assert.Equal(positive, p99 > 0);
    }
}
