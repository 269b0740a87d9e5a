using System.Text.Json;
using RealtimeDetect.Relay.IntegrationTests.H264;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>A disk that fills up, and recordings deleted while they are played: no stream is disturbed.</summary>
public sealed class FullDiskTests
{
    private const string Token = "garden";

    [Theory]
    [InlineData("0")]
    [InlineData("1048576")]
    public async Task Disk_FillsUp_StopsRecordingWithAnAlarmAndNothingElse(string minFreeBytes)
    {
        Ffmpeg.Require();
        using SmallDisk disk = SmallDisk.Mount(megabytes: 16);
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Recording:Directory"] = disk.Folder,
            ["Recording:MinFreeBytes"] = minFreeBytes,
            [$"Recording:Streams:{Token}"] = "Always",
        });
        using var client = new RecordingClient(host.Address, Token);
        await using EndlessCamera camera = await EndlessCamera.StartAsync(host, Token);
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(host, Token);
        await client.WrittenAsync(frames: 1);

        disk.Fill(leaveKilobytes: 8);
        JsonElement alarmed = await UntilAsync(client, viewer, status => status.GetProperty("alarm").ValueKind == JsonValueKind.String);
        List<long> during = await FramesAsync(viewer, count: 60);
        (int refused, _) = await client.SendAsync(HttpMethod.Post, "recording/start");
        disk.MakeRoom();
        JsonElement resumed = await UntilAsync(client, viewer, status => status.GetProperty("state").GetString() == "recording");

        Assert.Matches("full|free", alarmed.GetProperty("alarm").GetString());
        Assert.Equal(503, refused);
        Assert.Equal(JsonValueKind.Null, resumed.GetProperty("alarm").ValueKind);
        Assert.Equal(during.Distinct().Order(), during);
        Assert.Contains(host.Log.Lines, line => line.Contains("[7340]", StringComparison.Ordinal));
        await client.DoAsync(HttpMethod.Put, "recording", new { mode = "off" });
        await Ffprobe.AssertCleanAsync(disk.Folder, await client.CompleteAsync());
    }

    [Fact]
    public async Task Retention_WhilePlaying_DisturbsNeitherPlayerNorStream()
    {
        Ffmpeg.Require();
        // More than one recording is too much: each new file ends another's life.
        await using RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Recording:MaxBytes"] = "1",
            ["Recording:SegmentLength"] = "00:00:05",
            [$"Recording:Streams:{Token}"] = "Always",
        });
        using var client = new RecordingClient(host.Address, Token);
        await using EndlessCamera camera = await EndlessCamera.StartAsync(host, Token);
        await using H264Viewer viewer = await H264Viewer.ConnectAsync(host, Token);
        JsonElement recording = await client.WrittenAsync(frames: 1);
        using HttpResponseMessage playing = await client.FetchAsync(recording);

        string id = recording.GetProperty("recording_id").GetString()!;
        Task<IReadOnlyList<JsonElement>> deleted = client.UntilAsync(
            all => all.All(one => one.GetProperty("recording_id").GetString() != id), "the oldest recording's end");
        var seen = new List<long>();
        while (!deleted.IsCompleted)
            seen.AddRange(await FramesAsync(viewer, count: 1));

        await deleted;
        byte[] video = await playing.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(playing.Content.Headers.ContentLength, video.Length);
        Assert.Equal(seen.Distinct().Order(), seen);
        Assert.Equal("recording", (await client.StatusAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Index_TenThousandRecordings_ListingAndRetentionDisturbNoStream()
    {
        Ffmpeg.Require();
        const int Many = 10_000, Bytes = 1_000, Kept = 9_850;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtimedetect-many-");
        await ManyRecordings.MakeAsync(folder.FullName, Token, Many, Bytes);
        await using (RelayHost host = await RelayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Recording:Directory"] = folder.FullName,
            ["Recording:MaxAge"] = "00:00:00",
            ["Recording:MaxBytes"] = $"{Kept * Bytes}",
        }))
        {
            using var client = new RecordingClient(host.Address, Token);
            await using EndlessCamera camera = await EndlessCamera.StartAsync(host, Token);
            await using H264Viewer viewer = await H264Viewer.ConnectAsync(host, Token);
            Task<IReadOnlyList<JsonElement>> retained = client.UntilAsync(all => all.Count == 1, "retention", $"?offset={Kept - 1}&limit=50");
            var seen = new List<long>();
            while (!retained.IsCompleted)
                seen.AddRange(await FramesAsync(viewer, count: 1));

            await retained;
            Assert.Equal(seen.Distinct().Order(), seen);
            Assert.Equal(Kept, Directory.GetFiles(Path.Combine(folder.FullName, Token), "*.mp4").Length);
        }
        folder.Delete(recursive: true);
    }

    // Looks at the statistics again and again, while the viewer goes on taking frames.
    private static async Task<JsonElement> UntilAsync(RecordingClient client, H264Viewer viewer, Func<JsonElement, bool> isSo)
    {
        using var limit = new CancellationTokenSource(6 * Budget.LongWait);
        while (true)
        {
            await FramesAsync(viewer, count: 1);
            JsonElement status = await client.StatusAsync();
            if (isSo(status))
                return status;
            Assert.False(limit.IsCancellationRequested, $"in vain, it is {status}");
        }
    }

    private static async Task<List<long>> FramesAsync(H264Viewer viewer, int count)
    {
        var numbers = new List<long>();
        for (int i = 0; i < count; i++)
            numbers.Add((await viewer.FrameAsync()).Number);
        return numbers;
    }
}
