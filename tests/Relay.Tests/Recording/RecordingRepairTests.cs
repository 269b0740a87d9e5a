using Microsoft.Extensions.Logging.Abstractions;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Recording.Mp4;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class RecordingRepairTests : IDisposable
{
    private const string Id = "20260102T030405678Z-1f3a";

    private readonly TemporaryFolder _temporary = new();
    private readonly RecordingFolder _folder;
    private readonly RecordingIndex _index;
    private readonly StreamToken _token;

    public RecordingRepairTests()
    {
        _folder = new RecordingFolder(_temporary.Path);
        _index = new RecordingIndex(_folder.IndexFile, NullLogger<IndexWriter>.Instance);
        Assert.True(StreamToken.TryParse("garden", out _token));
    }

    [Fact]
    public async Task Run_FileThatEndsAnywhere_KeepsItsWholeFragmentsAndTheirLines()
    {
        using var video = new MemoryStream();
        using var lines = new MemoryStream();
        Frames.Write(video, lines, seconds: 6, finish: false, seen: "person");
        byte[] whole = video.ToArray(), text = lines.ToArray();

        for (int length = 0; length <= whole.Length; length += 37)
        {
            await WriteFilesAsync(whole[..length], text);

            RecordingRow? row = await RepairAsync();

            int fragments = row is null ? 0 : row.Totals.Frames / 50;
            Assert.Equal(row is null, !File.Exists(_folder.VideoFile(_token, Id)));
            Assert.Equal(row is null, length < FirstFragmentEnd(whole));
            if (row is null)
                continue;
            Assert.Equal((fragments * 2000L, true, "person"), (row.Totals.DurationMs, row.IsComplete, Assert.Single(row.Classes)));
            Assert.Equal(fragments * 50, File.ReadAllLines(_folder.LinesFile(_token, Id)).Length);
            using FileStream file = File.OpenRead(_folder.VideoFile(_token, Id));
            Assert.Equal(file.Length, Mp4Reader.Read(file)!.UsableBytes);
            Assert.Equal(file.Length + new FileInfo(_folder.LinesFile(_token, Id)).Length, row.Totals.Bytes);
        }
    }

    [Fact]
    public async Task Run_RowWithoutFile_Goes()
    {
        await _index.SaveAsync(Row(isComplete: true));

        Assert.Null(await RepairAsync());
    }

    [Fact]
    public async Task Run_CompleteRecording_IsNotTouched()
    {
        await WriteFilesAsync([1, 2, 3], [4]);
        await _index.SaveAsync(Row(isComplete: true));

        Assert.NotNull(await RepairAsync());

        Assert.Equal(3, new FileInfo(_folder.VideoFile(_token, Id)).Length);
    }

    [Fact]
    public async Task Run_OpenRecording_KeepsItsTrigger()
    {
        using var video = new MemoryStream();
        using var lines = new MemoryStream();
        Frames.Write(video, lines, seconds: 4, finish: false);
        await WriteFilesAsync(video.ToArray(), lines.ToArray());
        await _index.SaveAsync(Row(isComplete: false));

        RecordingRow? row = await RepairAsync();

        Assert.Equal(RecordingTrigger.Class, row!.Trigger);
        Assert.Equal(2000, row.Totals.DurationMs);
    }

    [Fact]
    public async Task Run_FilesThatAreNotTheServers_AreLeftAlone()
    {
        string own = _folder.VideoFile(_token, "holiday");
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        await File.WriteAllTextAsync(own, "mine", TestContext.Current.CancellationToken);

        await RepairAsync();

        Assert.True(File.Exists(own));
    }

    public void Dispose()
    {
        _index.Dispose();
        _temporary.Dispose();
    }

    private async Task<RecordingRow?> RepairAsync()
    {
        new RecordingRepair(_folder, _index, NullLogger<RecordingRepair>.Instance).Run();
        await _index.SettledAsync();
        RecordingRow? row = _index.Find(_token, Id);
        return row;
    }

    private async Task WriteFilesAsync(byte[] video, byte[] lines)
    {
        await _index.RemoveAsync(Id);
        _folder.Delete(_token, Id);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.VideoFile(_token, Id))!);
        await File.WriteAllBytesAsync(_folder.VideoFile(_token, Id), video);
        await File.WriteAllBytesAsync(_folder.LinesFile(_token, Id), lines);
    }

    private RecordingRow Row(bool isComplete) => new(Id, _token, 1, new(320, 240), RecordingTrigger.Class, default, isComplete, []);

    private static long FirstFragmentEnd(byte[] whole)
    {
        using var file = new MemoryStream(whole);
        Mp4Contents contents = Mp4Reader.Read(file)!;
        return contents.UsableBytes - contents.Fragments.Skip(1).Sum(fragment => fragment.Bytes);
    }
}
