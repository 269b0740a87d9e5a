using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace RealtimeDetect.Relay.Recording;

/// <summary>The folder of recordings and its index: opened, and repaired, when there is something in it or something is to be put there.</summary>
/// <remarks><b>Threading:</b> any thread. <b>Ownership:</b> disposing closes the index and lets another server in.</remarks>
internal sealed partial class RecordingStore(IOptions<RecordingOptions> options, ILoggerFactory loggers) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ILogger _logger = loggers.CreateLogger<RecordingStore>();
    private FileStream? _hold;
    private RecordingIndex? _index;

    /// <summary>The folder.</summary>
    public RecordingFolder Folder { get; } = new(options.Value.Directory is { Length: > 0 } path ? path : DefaultFolder);

    /// <summary>The index; null while it is not open.</summary>
    public RecordingIndex? Index => Volatile.Read(ref _index);

    /// <summary>Opens it where there is something in it.</summary>
    /// <returns>The index; null where nothing was recorded yet, or it cannot be opened.</returns>
    public RecordingIndex? OpenExisting()
    {
        if (Index is null && File.Exists(Folder.IndexFile))
            Open();
        return Index;
    }

    /// <summary>Opens it, making it where there is none.</summary>
    /// <returns>Null, or why it cannot be opened, for a person.</returns>
    public string? Open()
    {
        lock (_lock)
        {
            if (_index is not null)
                return null;
            try
            {
                OpenLocked();
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
            {
                Log.OpenFailed(_logger, Folder.Path, e.Message);
                _hold?.Dispose();
                _hold = null;
                return "The folder of recordings (Recording:Directory) cannot be opened, or another server uses it.";
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _index?.Dispose();
            _hold?.Dispose();
            (_index, _hold) = (null, null);
        }
    }

    private void OpenLocked()
    {
        _hold = Folder.Lock();
        var index = new RecordingIndex(Folder.IndexFile, loggers.CreateLogger<IndexWriter>());
        try
        {
            new RecordingRepair(Folder, index, loggers.CreateLogger<RecordingRepair>()).Run();
            Volatile.Write(ref _index, index);
        }
        finally
        {
            if (_index is null)
                index.Dispose();
        }
    }

    // $XDG_DATA_HOME, or ~/.local/share.
    private static string DefaultFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "realtimedetect", "recordings");
}
