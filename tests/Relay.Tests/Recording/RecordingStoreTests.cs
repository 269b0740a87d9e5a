using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class RecordingStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void OpenExisting_NothingRecordedYet_MakesNothing()
    {
        using RecordingStore store = Store(_folder.File("none"));

        Assert.Null(store.OpenExisting());

        Assert.False(Directory.Exists(_folder.File("none")));
    }

    [Fact]
    public void Open_FolderOfAnotherServer_SaysSoUntilThatEnds()
    {
        using RecordingStore second = Store(_folder.Path);
        using (RecordingStore first = Store(_folder.Path))
        {
            Assert.Null(first.Open());
            Assert.Contains("another server", second.Open(), StringComparison.Ordinal);
        }

        Assert.Null(second.Open());
    }

    [Fact]
    public void Open_Folder_IsForItsOwnerOnly()
    {
        using RecordingStore store = Store(_folder.File("new"));

        store.Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.File("new")));
    }

    [Fact]
    public void Alarm_LessFreeThanTheLeast_ComesAndGoes()
    {
        var time = new ManualTimeProvider();
        var options = new RecordingOptions { Directory = _folder.Path, MinFreeBytes = long.MaxValue / 2 };
        using var store = new RecordingStore(Options.Create(options), NullLoggerFactory.Instance);
        var disk = new DiskWatch(store, Options.Create(options), time, NullLogger<DiskWatch>.Instance);
        store.Open();

        disk.Look();
        Assert.Equal(RecordingAlarm.DiskNearlyFull, disk.Alarm);
        Assert.Contains("Recording:MinFreeBytes", disk.Text, StringComparison.Ordinal);

        options.MinFreeBytes = 0;
        disk.Look();
        Assert.Equal(RecordingAlarm.DiskNearlyFull, disk.Alarm);
        time.Advance(TimeSpan.FromSeconds(10));
        disk.Look();
        Assert.Null(disk.Text);
    }

    public void Dispose() => _folder.Dispose();

    private static RecordingStore Store(string folder) =>
        new(Options.Create(new RecordingOptions { Directory = folder }), NullLoggerFactory.Instance);
}
