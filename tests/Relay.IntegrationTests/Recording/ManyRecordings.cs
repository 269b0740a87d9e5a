using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.IntegrationTests.Recording;

/// <summary>A folder as a year of recording leaves it: files, and their index.</summary>
internal static class ManyRecordings
{
    private const long HourMs = 3_600_000;

    /// <summary>Makes complete recordings, an hour apart, whose videos are only bytes.</summary>
    public static async Task MakeAsync(string folder, string token, int count, int bytes)
    {
        using var store = new RecordingStore(Options.Create(new RecordingOptions { Directory = folder }), NullLoggerFactory.Instance);
        Assert.Null(store.Open());
        Assert.True(StreamToken.TryParse(token, out StreamToken stream));
        byte[] content = new byte[bytes];
        for (int i = 0; i < count; i++)
        {
            long startedAtMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - ((count - i) * HourMs);
            string id = RecordingId.New(startedAtMs);
            using (FileStream video = RecordingFolder.Create(store.Folder.VideoFile(stream, id)))
                video.Write(content);
            RecordingFolder.Create(store.Folder.LinesFile(stream, id)).Dispose();
            _ = store.Index!.SaveAsync(new RecordingRow(
                id, stream, startedAtMs, new(320, 240), RecordingTrigger.Always, new SegmentTotals(60_000, bytes, 1500), IsComplete: true, ["person"]));
        }
        await store.Index!.SettledAsync();
    }
}
