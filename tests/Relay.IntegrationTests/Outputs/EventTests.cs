using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>Detections only: server-sent events and JSON lines.</summary>
public sealed class EventTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Events_OfFrames_HaveTheirNumbersAndTheViewersMetadata()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await using EndlessAnswer events = await EndlessAnswer.GetAsync(Host, $"/view/{Token}/events");
        Assert.Equal("retry: 2000", await events.LineAsync());
        Assert.Equal("event: camera", await events.LineAsync(line => line.Length > 0));
        Assert.True(Data(await events.LineAsync()).GetProperty("camera_connected").GetBoolean());

        for (int number = 5; number < 8; number++)
        {
            await camera.ExchangeAsync(number, TestJpeg.Small);
            Assert.Equal($"id: {number}", await events.LineAsync(line => line.Length > 0));
            Assert.Equal((await viewer.FrameAsync(number)).SharedMetadata, Data(await events.LineAsync()).ToString());
            Assert.Equal("", await events.LineAsync());
        }

        Assert.Equal("text/event-stream", events.ContentType);
    }

    [Theory]
    [InlineData("?format=jsonl", null)]
    [InlineData("", "application/x-ndjson")]
    public async Task Events_AsJsonLines_AreOneObjectALine(string query, string? accept)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using EndlessAnswer lines = await EndlessAnswer.GetAsync(Host, $"/view/{Token}/events{query}", accept);
        Assert.Equal("camera", TypeOf(await lines.LineAsync()));

        await camera.ExchangeAsync(1, TestJpeg.Small);
        string first = await lines.LineAsync();
        await camera.CloseAsync();
        JsonElement away = JsonElement.Parse(await lines.LineAsync());

        Assert.Equal("application/x-ndjson", lines.ContentType);
        Assert.Equal("frame_metadata", TypeOf(first));
        Assert.False(away.GetProperty("camera_connected").GetBoolean());
        Assert.True(away.GetProperty("away_since").GetInt64() > 0);
    }

    [Fact]
    public async Task Events_Silence_IsBrokenByHeartbeats()
    {
        var time = new ManualTimeProvider();
        await using RelayHost host = await RelayHost.StartAsync(time: time, detector: new FakeDetector());
        await using EndlessAnswer events = await EndlessAnswer.GetAsync(host, "/view/quiet/events");
        await events.LineAsync(line => line.StartsWith("data:", StringComparison.Ordinal));

        Task<string> heartbeat = events.LineAsync(line => line.Length > 0);
        for (int second = 0; second < 16; second++)
            time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(": heartbeat", await heartbeat);
    }

    [Fact]
    public async Task Events_MaxFps_LimitsThem()
    {
        var time = new ManualTimeProvider();
        await using RelayHost host = await RelayHost.StartAsync(time: time, detector: new FakeDetector());
        await using TestCamera camera = await host.CameraAsync("paced");
        await using EndlessAnswer lines = await EndlessAnswer.GetAsync(host, "/view/paced/events?format=jsonl&max_fps=10");

        for (int number = 0; number <= 100; number++)
        {
            await camera.ExchangeAsync(number, TestJpeg.Small);
            time.Advance(TimeSpan.FromMilliseconds(10));
        }
        var numbers = new List<long>();
        while (numbers.Count == 0 || numbers[^1] < 90)
        {
            JsonElement line = JsonElement.Parse(await lines.LineAsync());
            if (line.GetProperty("type").GetString() == "frame_metadata")
                numbers.Add(line.GetProperty("frameNumber").GetInt64());
        }

        Assert.True(numbers.Count <= 11, string.Join(" ", numbers));
    }

    private static JsonElement Data(string line)
    {
        Assert.StartsWith("data: ", line, StringComparison.Ordinal);
        return JsonElement.Parse(line["data: ".Length..]);
    }

    private static string? TypeOf(string json) => JsonElement.Parse(json).GetProperty("type").GetString();
}
