using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.IntegrationTests.H264;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>Recordings over HTTP: on demand, by rule, of the last seconds; listed, played in ranges, deleted.</summary>
public sealed class RecordingTests : RelayTest, IDisposable
{
    private readonly RecordingClient _client;

    public RecordingTests(RelayFixture fixture)
        : base(fixture) => _client = new RecordingClient(Host.Address, Token);

    private string Folder => Host.RecordingsFolder;

    [Fact]
    public async Task Start_LiveStream_IsRecordedUntilStop()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);

        await _client.DoAsync(HttpMethod.Post, "recording/start");
        JsonElement writing = await _client.WrittenAsync(frames: 20);
        JsonElement status = (await Host.StatsAsync(Token)).GetProperty("recording");
        await _client.DoAsync(HttpMethod.Post, "recording/stop");
        IReadOnlyList<JsonElement> complete = await _client.CompleteAsync();

        Assert.Equal(("writing", "on_demand"), (Text(writing, "state"), Text(writing, "trigger")));
        Assert.Equal("recording", Text(status, "state"));
        Assert.True(status.GetProperty("file_bytes").GetInt64() > 0 && status.GetProperty("since").GetInt64() > 0);
        Assert.Equal("off", Text(await _client.StatusAsync(), "state"));
        await Ffprobe.AssertCleanAsync(Folder, complete);
    }

    [Fact]
    public async Task Video_Ranges_AreParts()
    {
        Ffmpeg.Require();
        JsonElement recording = await RecordAsync();
        using HttpResponseMessage whole = await _client.FetchAsync(recording);
        byte[] all = await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        using HttpResponseMessage part = await _client.FetchAsync(recording, range: new RangeHeaderValue(100, 299));
        using HttpResponseMessage beyond = await _client.FetchAsync(recording, range: new RangeHeaderValue(all.Length, null));
        using HttpResponseMessage download = await _client.FetchAsync(recording, query: "?download=1");

        Assert.Equal(("video/mp4", "bytes"), (whole.Content.Headers.ContentType!.MediaType, whole.Headers.AcceptRanges.Single()));
        Assert.NotNull(whole.Headers.ETag);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(all[100..300], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.EndsWith(".mp4", download.Content.Headers.ContentDisposition.FileName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detections_Lines_TellEachFramesPlaceInTheVideo()
    {
        Ffmpeg.Require();
        JsonElement recording = await RecordAsync();

        using HttpResponseMessage answer = await _client.FetchAsync(recording, "detections_url");
        string[] lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n');

        JsonElement[] frames = [.. lines.Select(line => JsonElement.Parse(line))];
        long[] times = [.. frames.Select(frame => frame.GetProperty("time_ms").GetInt64())];
        Assert.Equal(recording.GetProperty("frames").GetInt32(), frames.Length);
        Assert.Equal(0, times[0]);
        Assert.Equal(times.Distinct().Order(), times);
        Assert.True(times[^1] < recording.GetProperty("duration_ms").GetInt64());
        Assert.All(frames, frame => Assert.Equal(JsonValueKind.Array, frame.GetProperty("detections").ValueKind));
        Assert.Equal(0, frames[1].GetProperty("timestamp").GetDouble() % 33);
    }

    [Fact]
    public async Task SaveLast_HeldStream_IsARecordingOfWhatWas()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        (int before, _) = await _client.SendAsync(HttpMethod.Post, "recording/last");
        await _client.DoAsync(HttpMethod.Put, "recording", new { buffer = true });

        JsonElement saved = await _client.SaveLastAsync();

        Assert.Equal(503, before);
        Assert.Equal(("last", "complete", "buffering"), (Text(saved, "trigger"), Text(saved, "state"), Text(await _client.StatusAsync(), "state")));
        await Ffprobe.AssertCleanAsync(Folder, [saved]);
    }

    [Fact]
    public async Task RuleAlways_CameraComesAndGoes_HasARecordingOfEachTime()
    {
        Ffmpeg.Require();
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?>
        {
            [$"Recording:Streams:{Token}"] = "Always",
            ["Recording:MaxGap"] = "00:00:01",
        });
        using var client = new RecordingClient(host.Address, Token);
        IReadOnlyList<JsonElement> all = [];
        for (int time = 1; time <= 2; time++)
        {
            int before = all.Count;
            await using (EndlessCamera camera = await EndlessCamera.StartAsync(host, Token))
                await client.UntilAsync(now => now.Count > before && now[0].GetProperty("frames").GetInt32() > 0, "a recording");
            all = await client.CompleteAsync();
        }

        // A machine that stands still for a second makes two of one.
        Assert.InRange(all.Count, 2, int.MaxValue);
        Assert.All(all, recording => Assert.Equal("always", Text(recording, "trigger")));
        await Ffprobe.AssertCleanAsync(host.RecordingsFolder, all);
    }

    [Fact]
    public async Task RuleClass_ClassSeen_IsRecordedWithWhatCameBefore()
    {
        Ffmpeg.Require();
        var detector = new FakeDetector();
        await using RelayHost host = await RelayHost.StartAsync(detector: detector);
        using var client = new RecordingClient(host.Address, Token);
        await client.DoAsync(HttpMethod.Put, "recording", new { mode = "class", classes = new[] { "thing" }, pre_roll_s = 60, post_roll_s = 1 });
        await using EndlessCamera camera = await EndlessCamera.StartAsync(host, Token);
        // Frames without the class are held by now.
        JsonElement before = await client.SaveLastAsync();
        long seenAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        detector.Found = [new Detection(0, 0.9f, 10, 10, 60, 60)];
        await client.UntilAsync(all => all.Any(one => Text(one, "trigger") == "class"), "a recording by class");
        detector.Found = [];
        JsonElement recording = (await client.CompleteAsync()).Single(one => Text(one, "trigger") == "class");

        Assert.Empty(before.GetProperty("classes").EnumerateArray());
        Assert.True(recording.GetProperty("started_at").GetInt64() < seenAt, "what came before is not in it");
        Assert.Single(await client.ListAsync("?class=thing"));
        Assert.Empty(await client.ListAsync("?class=zebra"));
        await Ffprobe.AssertCleanAsync(host.RecordingsFolder, [recording]);
    }

    [Fact]
    public async Task Delete_WhilePlayed_GoesOnForItsPlayer()
    {
        Ffmpeg.Require();
        JsonElement recording = await RecordAsync();
        using HttpResponseMessage playing = await _client.FetchAsync(recording);

        await _client.DoAsync(HttpMethod.Delete, $"recordings/{Text(recording, "recording_id")}");

        byte[] video = await playing.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(playing.Content.Headers.ContentLength, video.Length);
        Assert.Empty(await _client.ListAsync());
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, Token)));
        using HttpResponseMessage gone = await _client.FetchAsync(recording);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Delete_BeingWritten_IsRefused()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        await _client.DoAsync(HttpMethod.Post, "recording/start");
        JsonElement writing = await _client.WrittenAsync(frames: 1);

        (int status, _) = await _client.SendAsync(HttpMethod.Delete, $"recordings/{Text(writing, "recording_id")}");

        Assert.Equal(409, status);
        await _client.DoAsync(HttpMethod.Post, "recording/stop");
        await _client.CompleteAsync();
    }

    [Theory]
    [InlineData("recordings/..%2f..%2findex.db/video.mp4")]
    [InlineData("recordings/%2e%2e/video.mp4")]
    [InlineData("recordings/20260102T030405678Z-1f3a/video.mp4")]
    [InlineData("recordings/'%20OR%201=1--")]
    public async Task Recording_ThatIsNotTheStreams_Is404(string path)
    {
        (int status, _) = await _client.SendAsync(HttpMethod.Get, path);

        Assert.Equal(404, status);
    }

    [Fact]
    public async Task Recording_OfAnotherToken_Is404()
    {
        Ffmpeg.Require();
        JsonElement recording = await RecordAsync();
        using var other = new RecordingClient(Host.Address, $"{Token}-2");

        (int status, _) = await other.SendAsync(HttpMethod.Get, $"recordings/{Text(recording, "recording_id")}");

        Assert.Equal(404, status);
        Assert.Empty(await other.ListAsync());
    }

    [Theory]
    [InlineData("recordings?limit=0")]
    [InlineData("recordings?limit=201")]
    [InlineData("recordings?offset=-1")]
    [InlineData("recordings?from=yesterday")]
    public async Task List_BadQuery_Is400(string path)
    {
        (int status, _) = await _client.SendAsync(HttpMethod.Get, path);

        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("""{"mode":"sometimes"}""")]
    [InlineData("""{"mode":"class"}""")]
    [InlineData("""[1]""")]
    public async Task Rule_ThatMakesNoSense_Is400(string body)
    {
        (int status, _) = await _client.SendAsync(HttpMethod.Put, "recording", JsonElement.Parse(body));

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Recording_ThatNobodyWatches_HasTheStreamsFullRate()
    {
        Ffmpeg.Require();
        await using RelayHost host = await RelayHost.StartAsync(
            new Dictionary<string, string?> { ["Control:IdleAfter"] = "00:00:00" }, detector: new FakeDetector());
        using var client = new RecordingClient(host.Address, Token);
        await using EndlessCamera camera = await EndlessCamera.StartAsync(host, Token);
        await TargetAsync(host, fps => fps == 5);

        await client.DoAsync(HttpMethod.Post, "recording/start");
        await TargetAsync(host, fps => fps > 5);
        await client.DoAsync(HttpMethod.Post, "recording/stop");

        await TargetAsync(host, fps => fps == 5);
    }

    [Fact]
    public async Task Start_WithoutFfmpeg_SaysWhatIsMissing()
    {
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?> { ["H264:FfmpegPath"] = "no-such-ffmpeg" });
        using var client = new RecordingClient(host.Address, Token);

        (int status, JsonElement problem) = await client.SendAsync(HttpMethod.Post, "recording/start");
        JsonElement answer = await client.DoAsync(HttpMethod.Get, "recording");

        Assert.Equal(503, status);
        Assert.Contains("no-such-ffmpeg was not found", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("available").GetBoolean());
        Assert.Equal(Text(problem, "detail"), Text(answer, "reason"));
    }

    /// <inheritdoc/>
    public new void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    // Waits until the camera is asked for such a rate.
    private Task TargetAsync(RelayHost host, Func<int, bool> fits)
    {
        Assert.True(StreamToken.TryParse(Token, out StreamToken token));
        return Until.HoldsAsync(() => host.Service<StreamRegistry>().Find(token) is { } stream && fits(stream.OperatingPoint.TargetFps), "the rate");
    }

    // A complete recording of some frames.
    private async Task<JsonElement> RecordAsync()
    {
        await using EndlessCamera camera = await EndlessCamera.StartAsync(Host, Token);
        await _client.DoAsync(HttpMethod.Post, "recording/start");
        await _client.WrittenAsync(frames: 10);
        await _client.DoAsync(HttpMethod.Post, "recording/stop");
        return (await _client.CompleteAsync())[0];
    }

    private static string Text(JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
