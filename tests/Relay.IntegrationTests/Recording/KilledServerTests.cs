using System.Text.Json;
using RealtimeDetect.Relay.IntegrationTests.H264;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>Recordings made before, during and after a <c>kill -9</c>.</summary>
public sealed class KilledServerTests
{
    private const string Token = "garden";

    [Fact]
    public async Task Recordings_BeforeDuringAndAfterAKill_HaveNoErrorForFfprobe()
    {
        Ffmpeg.Require();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtimedetect-killed-");
        string[] settings = [$"--Recording:Directory={folder.FullName}", "--Recording:MinFreeBytes=0", "--Recording:SegmentLength=00:00:05"];
        long framesBefore;
        await using (RelayProcess first = await RelayProcess.StartAsync(settings))
        {
            using var client = new RecordingClient(first.Address, Token);
            framesBefore = await RecordAsync(
                first, client, all => all.Count > 1 && all[0].GetProperty("frames").GetInt32() > 0, thenKill: true);
        }

        await using RelayProcess second = await RelayProcess.StartAsync(settings);
        using var after = new RecordingClient(second.Address, Token);
        IReadOnlyList<JsonElement> repaired = await after.CompleteAsync();
        await RecordAsync(second, after, all => all.Count > repaired.Count && all[0].GetProperty("frames").GetInt32() > 0, thenKill: false);
        await after.DoAsync(HttpMethod.Post, "recording/stop");
        IReadOnlyList<JsonElement> all = await after.CompleteAsync();

        Assert.True(repaired.Sum(recording => recording.GetProperty("frames").GetInt64()) >= framesBefore, "what was written is lost");
        Assert.True(all.Count > repaired.Count);
        await Ffprobe.AssertCleanAsync(folder.FullName, all);
        folder.Delete(recursive: true);
    }

    // The camera is still sending when the server is killed. Gives the frames written by then.
    private static async Task<long> RecordAsync(
        RelayProcess server, RecordingClient client, Func<IReadOnlyList<JsonElement>, bool> isEnough, bool thenKill)
    {
        await using TestCamera camera = await TestCamera.ConnectAsync(server.Address, Token);
        await client.DoAsync(HttpMethod.Post, "recording/start");
        Task<IReadOnlyList<JsonElement>> written = client.UntilAsync(isEnough, "files");
        byte[][] pictures = [.. Enumerable.Range(0, 8).Select(noise => TestJpeg.Picture(320, 240, noise: noise * 4))];
        for (long number = 0; !written.IsCompleted; number++)
            await camera.ExchangeAsync(number, pictures[number % pictures.Length]);
        IReadOnlyList<JsonElement> all = await written;
        if (thenKill)
            await server.KillAsync();
        return all.Sum(recording => recording.GetProperty("frames").GetInt64());
    }
}
