using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.StreamApi;

/// <summary>The stream API over HTTP: settings and their limits, start and stop, and what a created stream asks of its camera.</summary>
public sealed class StreamHttpApiTests : RelayTest
{
    private readonly OldClient _client;

    public StreamHttpApiTests(RelayFixture fixture)
        : base(fixture) => _client = new OldClient(Host.Address);

    [Fact]
    public async Task Create_WithoutSettings_HasDefaultsAndAnIdNobodyGuesses()
    {
        (int status, JsonElement stream) = await _client.SendAsync(HttpMethod.Post, "/api/streams");

        Assert.Equal(201, status);
        Assert.Equal(16, stream.GetProperty("stream_id").GetString()!.Length);
        Assert.Equal("waiting", stream.GetProperty("status").GetString());
        Assert.Equal("""{"quality":"medium","fps":30,"jpeg_quality":80,"model":"shapes","recording":false}""", stream.GetProperty("settings").ToString());
    }

    [Theory]
    [InlineData("low", 15, 50, 568)]
    [InlineData("medium", 24, 95, 854)]
    [InlineData("high", 30, 70, 1280)]
    public async Task Create_Settings_AreAskedOfTheCamera(string quality, int fps, int jpegQuality, int longSidePx)
    {
        string id = await _client.CreateAsync(new { quality, fps, jpeg_quality = jpegQuality });

        await using TestCamera camera = await Host.CameraAsync(id);
        JsonElement config = await camera.TakeAsync("stream_config");

        Assert.Equal(fps, config.GetProperty("target_fps").GetInt32());
        Assert.Equal(jpegQuality / 100.0, config.GetProperty("jpeg_quality").GetDouble());
        Assert.Equal(longSidePx, config.GetProperty("max_long_side_px").GetInt32());
    }

    [Theory]
    [InlineData("""{"quality":"ultra"}""", "quality", "\"ultra\"", "\"low\"")]
    [InlineData("""{"quality":3}""", "quality", "3", "\"high\"")]
    [InlineData("""{"fps":25}""", "fps", "25", "15, 24, 30")]
    [InlineData("""{"frame_rate":"30"}""", "frame_rate", "\"30\"", "15, 24, 30")]
    [InlineData("""{"jpeg_quality":49}""", "jpeg_quality", "49", "50 to 95")]
    [InlineData("""{"jpeg_quality":95.5}""", "jpeg_quality", "95.5", "50 to 95")]
    [InlineData("""{"model":"nope"}""", "model", "\"nope\"", "shapes")]
    [InlineData("""{"recording":"on"}""", "recording", "\"on\"", "true or false")]
    public async Task Create_ValueOutOfRange_IsNamedWithItsLimit(string body, string property, string value, string limit)
    {
        (int status, JsonElement problem) = await _client.SendAsync(HttpMethod.Post, "/api/streams", JsonElement.Parse(body));

        Assert.Equal(400, status);
        string error = problem.GetProperty("errors").GetProperty(property)[0].GetString()!;
        Assert.Contains(value, error, StringComparison.Ordinal);
        Assert.Contains(limit, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SeveralValuesOutOfRange_AreAllNamed()
    {
        (_, JsonElement problem) = await _client.SendAsync(
            HttpMethod.Post, "/api/streams", new { stream_id = "has spaces", quality = "x", fps = 1, jpeg_quality = 1000 });

        Assert.Equal(4, problem.GetProperty("errors").EnumerateObject().Count());
    }

    [Fact]
    public async Task Create_RecordingWithoutFfmpeg_SaysWhatIsMissing()
    {
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { ["H264:FfmpegPath"] = "no-such-ffmpeg" });
        using var client = new OldClient(host.Address);

        (int status, JsonElement problem) = await client.SendAsync(HttpMethod.Post, "/api/streams", new { stream_id = Token, recording = true });

        Assert.Equal(503, status);
        Assert.Contains("no-such-ffmpeg was not found", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, await client.ListAsync());
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    public async Task Create_BodyThatIsNoObject_Is400(string body)
    {
        (int status, _) = await _client.SendAsync(HttpMethod.Post, "/api/streams", JsonElement.Parse(body));

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Create_BodyTooLarge_Is413()
    {
        (int status, _) = await _client.SendAsync(HttpMethod.Post, "/api/streams", new { filler = new string('x', 20_000) });

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task Create_IdInUse_Is409()
    {
        await _client.CreateAsync(new { stream_id = Token });
        await using TestViewer viewer = await Host.ViewerAsync($"{Token}-live");

        Assert.Equal(409, (await _client.SendAsync(HttpMethod.Post, "/api/streams", new { stream_id = Token })).Status);
        Assert.Equal(409, (await _client.SendAsync(HttpMethod.Post, "/api/streams", new { stream_id = $"{Token}-live" })).Status);
    }

    [Fact]
    public async Task Stop_SendsTheCameraAwayAndKeepsViewers_StartLetsItBack()
    {
        await _client.CreateAsync(new { stream_id = Token });
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using TestCamera camera = await Host.CameraAsync(Token);
        await camera.ExchangeAsync(1, TestJpeg.Small);

        (int status, JsonElement stopped) = await _client.SendAsync(HttpMethod.Post, $"/api/streams/{Token}/stop");
        Assert.Equal(4403, await camera.ClosedAsync());
        await using TestCamera refused = await Host.CameraAsync(Token);
        Assert.Equal(4403, await refused.ClosedAsync());
        await _client.SendAsync(HttpMethod.Post, $"/api/streams/{Token}/start");
        await using TestCamera back = await Host.CameraAsync(Token);

        Assert.Equal(200, status);
        Assert.Equal("stopped", stopped.GetProperty("status").GetString());
        Assert.Equal("processed", await back.ExchangeAsync(1, TestJpeg.Small));
        Assert.True(viewer.IsOpen);
    }

    [Fact]
    public async Task Delete_CreatedAgain_StartsAfresh()
    {
        await _client.CreateAsync(new { stream_id = Token, fps = 15 });
        await using (TestCamera camera = await Host.CameraAsync(Token))
        {
            await camera.ExchangeAsync(1, TestJpeg.Small);
            await _client.SendAsync(HttpMethod.Delete, $"/api/streams/{Token}");
            Assert.Equal(4404, await camera.ClosedAsync());
        }

        await _client.CreateAsync(new { stream_id = Token, fps = 24 });
        await using TestCamera next = await Host.CameraAsync(Token);

        Assert.Equal(24, (await next.TakeAsync("stream_config")).GetProperty("target_fps").GetInt32());
        Assert.Equal(0, (await Host.StatsAsync(Token)).GetProperty("frames").GetProperty("received").GetInt32());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/start")]
    [InlineData("POST", "/stop")]
    public async Task Stream_ThatIsNotThere_Is404(string method, string action)
    {
        (int status, JsonElement problem) = await _client.SendAsync(new HttpMethod(method), $"/api/streams/{Token}{action}");

        Assert.Equal(404, status);
        Assert.Contains(Token, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Created_UnusedForAnHour_IsForgotten()
    {
        var time = new ManualTimeProvider();
        await using RelayHost host = await RelayHost.StartAsync(time: time, detector: new FakeDetector());
        using var client = new OldClient(host.Address);
        string id = await client.CreateAsync(new { });

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Contains(id, await client.ListAsync());
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.DoesNotContain(id, await client.ListAsync());
    }
}
