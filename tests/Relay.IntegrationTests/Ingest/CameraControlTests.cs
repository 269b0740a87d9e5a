using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>What the server tells a camera besides acks: configuration, and the clock.</summary>
public sealed class CameraControlTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Config_OnConnect_ComesFirstAndIsWhole()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        JsonElement config = await camera.TakeAsync("stream_config");

        Assert.Equal("stream_config", camera.History[0].GetProperty("type").GetString());
        Assert.InRange(config.GetProperty("target_fps").GetDouble(), 5, 60);
        Assert.InRange(config.GetProperty("jpeg_quality").GetDouble(), 0.1, 1);
        Assert.InRange(config.GetProperty("max_long_side_px").GetInt32(), 320, 16384);
        Assert.InRange(config.GetProperty("window").GetInt32(), 1, 16);
        Assert.Equal(0, config.GetProperty("viewer_count").GetInt32());
    }

    [Fact]
    public async Task Config_WhenViewersComeAndGo_TellsTheirNumber()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);

        await using (TestViewer first = await Host.ViewerAsync(Token))
        {
            await camera.TakeAsync("stream_config", m => m.GetProperty("viewer_count").GetInt32() == 1);
            await using TestViewer second = await Host.ViewerAsync(Token);
            await camera.TakeAsync("stream_config", m => m.GetProperty("viewer_count").GetInt32() == 2);
        }

        await camera.TakeAsync("stream_config", m => m.GetProperty("viewer_count").GetInt32() == 0);
    }

    [Fact]
    public async Task Config_WithViewersThereBefore_CountsThemAtOnce()
    {
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using TestCamera camera = await Host.CameraAsync(Token);

        JsonElement config = await camera.TakeAsync("stream_config");

        Assert.Equal(1, config.GetProperty("viewer_count").GetInt32());
    }

    [Fact]
    public async Task ClockPing_FromCameraAndViewer_IsAnsweredWithServerTimes()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        double before = Now();

        await camera.SendTextAsync("""{"type":"clock_ping","t0":1641234567890.25,"offset_ms":-3.5}""");
        await viewer.SendTextAsync("""{"type":"clock_ping","t0":-17}""");
        JsonElement toCamera = await camera.TakeAsync("clock_pong");
        JsonElement toViewer = await viewer.TakeAsync("clock_pong", m => m.GetProperty("t0").GetDouble() == -17);

        Assert.Equal(1641234567890.25, toCamera.GetProperty("t0").GetDouble());
        foreach (JsonElement pong in (JsonElement[])[toCamera, toViewer])
        {
            double t1 = pong.GetProperty("t1").GetDouble(), t2 = pong.GetProperty("t2").GetDouble();
            Assert.InRange(t1, before - 1, Now() + 1);
            Assert.InRange(t2, t1, Now() + 1);
        }
    }

    [Theory]
    [InlineData("""{"type":"clock_ping","t0":"5"}""")]
    [InlineData("""{"type":"clock_ping"}""")]
    [InlineData("""{"type":"clock_ping","t0":null}""")]
    [InlineData("""{"type":"clock_ping","t0":{"t0":1}}""")]
    public async Task ClockPing_OfNoNumber_IsIgnored(string ping)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.SendTextAsync(ping);
        await viewer.SendTextAsync(ping);
        await camera.FenceAsync();
        int pongs = viewer.Texts.Count;
        await viewer.FenceAsync();

        Assert.Equal(1, camera.Count("clock_pong"));
        Assert.Equal(0, camera.Count("error"));
        Assert.Equal(pongs + 4, viewer.Texts.Count);
    }

    [Fact]
    public async Task ClockPing_WithOffset_PlacesTheCamerasTimes()
    {
        const double OffsetMs = 3_600_000;
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.SendTextAsync($$"""{"type":"clock_ping","t0":1,"offset_ms":{{OffsetMs}}}""");
        await camera.ExchangeAsync(1, TestJpeg.Small, Now() - OffsetMs);
        await viewer.FrameAsync();
        await viewer.FenceAsync();

        JsonElement latency = (await Host.StatsAsync(Token)).GetProperty("latency_ms").GetProperty("end_to_end");
        Assert.InRange(latency.GetProperty("p99").GetDouble(), 0, Budget.LongWait.TotalMilliseconds);
    }

    private static double Now() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
