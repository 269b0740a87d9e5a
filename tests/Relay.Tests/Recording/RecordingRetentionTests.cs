using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class RecordingRetentionTests : IDisposable
{
    private const int RecordingBytes = 1000;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingOptions _options;
    private readonly RecordingStore _store;
    private readonly RecordingRetention _retention;
    private readonly StreamToken _token;

    public RecordingRetentionTests()
    {
        _options = new RecordingOptions { Directory = _folder.Path, MaxAge = TimeSpan.Zero, MaxBytes = 0 };
        _store = new RecordingStore(Options.Create(_options), NullLoggerFactory.Instance);
        Assert.Null(_store.Open());
        _retention = new RecordingRetention(_store, Options.Create(_options), _time, NullLogger<RecordingRetention>.Instance);
        Assert.True(StreamToken.TryParse("garden", out _token));
    }

    [Fact]
    public async Task Step_TooMuch_DeletesTheOldestUntilItIsNot()
    {
        string[] ids = await AddAsync(5);
        _options.MaxBytes = 3 * RecordingBytes;

        await _retention.StepAsync();

        Assert.Equal(ids[2..], Left());
        Assert.Equal(ids[2..], _store.Folder.Videos().Select(video => video.Id).Order());
    }

    [Fact]
    public async Task Step_TooOld_IsDeletedWithItsDetections()
    {
        string[] ids = await AddAsync(3);
        _options.MaxAge = TimeSpan.FromHours(2);
        // The first ended 3 h minus its minute before the start, and so on.
        await _retention.StepAsync();
        Assert.Equal(ids[1..], Left());

        _time.Advance(TimeSpan.FromHours(1));
        await _retention.StepAsync();

        Assert.Equal(ids[2..], Left());
        Assert.Equal(ids[2..], _store.Folder.Lines().Select(lines => lines.Id));
    }

    [Fact]
    public async Task Step_BeingWritten_IsNeverDeleted()
    {
        await AddAsync(2, isComplete: false);
        _options.MaxBytes = 1;

        await _retention.StepAsync();

        Assert.Equal(2, Left().Count);
    }

    [Fact]
    public async Task Step_BeingPlayed_GoesOnForItsReader()
    {
        string[] ids = await AddAsync(1);
        using FileStream playing = RecordingFolder.TryOpen(_store.Folder.VideoFile(_token, ids[0]))!;
        _options.MaxBytes = 1;

        await _retention.StepAsync();

        Assert.Empty(Left());
        Assert.Null(RecordingFolder.TryOpen(_store.Folder.VideoFile(_token, ids[0])));
        byte[] rest = new byte[RecordingBytes];
        playing.ReadExactly(rest);
        Assert.All(rest, value => Assert.Equal(7, value));
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private async Task<string[]> AddAsync(int count, bool isComplete = true)
    {
        var ids = new List<string>();
        for (int i = 0; i < count; i++)
        {
            long startedAt = ManualTimeProvider.Start.AddHours(i - count).ToUnixTimeMilliseconds();
            string id = RecordingId.New(startedAt);
            using (FileStream video = RecordingFolder.Create(_store.Folder.VideoFile(_token, id)))
                video.Write(Enumerable.Repeat((byte)7, RecordingBytes).ToArray());
            RecordingFolder.Create(_store.Folder.LinesFile(_token, id)).Dispose();
            await _store.Index!.SaveAsync(new RecordingRow(
                id, _token, startedAt, new(320, 240), RecordingTrigger.Always, new SegmentTotals(60_000, RecordingBytes, 1500), isComplete, []));
            ids.Add(id);
        }
        return [.. ids];
    }

    private List<string> Left() => [.. _store.Index!.All().Select(row => row.Id).Order(StringComparer.Ordinal)];
}
