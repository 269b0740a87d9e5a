using Microsoft.Extensions.Options;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Says whether the disk takes recordings: raises an alarm when it is full, nearly full or failing, and takes it back when there is room again.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed partial class DiskWatch(RecordingStore store, IOptions<RecordingOptions> options, TimeProvider time, ILogger<DiskWatch> logger)
{
    /// <summary>Room that must be there beyond the least before recording goes on, bytes: else it would stop again at once.</summary>
    private const long ResumeBytes = 8 * 1024 * 1024;

    /// <summary>An alarm stays for this long at least.</summary>
    private static readonly TimeSpan MinAlarm = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private RecordingAlarm _alarm;
    private long _raisedAt;

    /// <summary>The alarm.</summary>
    public RecordingAlarm Alarm
    {
        get
        {
            lock (_lock)
                return _alarm;
        }
    }

    /// <summary>The alarm in words for a person; null where there is none.</summary>
    public string? Text => Alarm switch
    {
        RecordingAlarm.None => null,
        RecordingAlarm.DiskNearlyFull => $"Less than {options.Value.MinFreeBytes} bytes are free on the disk of the recordings (Recording:MinFreeBytes).",
        RecordingAlarm.DiskFull => "The disk of the recordings is full.",
        _ => "The disk of the recordings cannot be written.",
    };

    /// <summary>Looks at the disk.</summary>
    public void Look()
    {
        if (store.Index is null)
            return;
        long? free = FreeBytes();
        lock (_lock)
        {
            if (_alarm == RecordingAlarm.None)
            {
                if (free < options.Value.MinFreeBytes)
                    RaiseLocked(RecordingAlarm.DiskNearlyFull, free);
            }
            else if (free >= options.Value.MinFreeBytes + ResumeBytes && time.GetElapsedTime(_raisedAt) >= MinAlarm)
            {
                _alarm = RecordingAlarm.None;
                Log.Cleared(logger, free.Value);
            }
        }
    }

    /// <summary>Raises the alarm of a recording that ended by itself.</summary>
    public void Raise(RecordingAlarm alarm)
    {
        lock (_lock)
        {
            if (_alarm == RecordingAlarm.None && alarm != RecordingAlarm.None)
                RaiseLocked(alarm, null);
        }
    }

    /// <summary>Bytes free; null where the disk does not say.</summary>
    public long? FreeBytes()
    {
        try
        {
            return store.Folder.FreeBytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void RaiseLocked(RecordingAlarm alarm, long? free)
    {
        _alarm = alarm;
        _raisedAt = time.GetTimestamp();
        Log.Raised(logger, alarm, free ?? FreeBytes() ?? 0);
    }
}
