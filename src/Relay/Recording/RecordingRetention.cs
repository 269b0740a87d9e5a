using Microsoft.Extensions.Options;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Deletes the oldest recordings: those beyond their age, and as many as it takes to come below the limit of bytes.</summary>
/// <remarks>
/// One that is being written is never deleted. One that is being played goes on: its reader has it open. <b>Threading:</b> one caller at a time.
/// </remarks>
internal sealed partial class RecordingRetention(RecordingStore store, IOptions<RecordingOptions> options, TimeProvider time, ILogger<RecordingRetention> logger)
{
    /// <summary>Recordings looked at in one step: what is left comes in the next.</summary>
    private const int StepCount = 100;

    /// <summary>Deletes what is due now, at most <see cref="StepCount"/>.</summary>
    public async Task StepAsync()
    {
        if (store.Index is not { } index)
            return;
        await index.SettledAsync();
        long bytes = options.Value.MaxBytes > 0 ? index.TotalBytes() : 0;
        int deleted = 0;
        foreach (RecordingRow row in index.Oldest(StepCount))
        {
            bool isTooMuch = options.Value.MaxBytes > 0 && bytes > options.Value.MaxBytes;
            if (!(isTooMuch || IsTooOld(row)) || !TryDelete(row))
                break;
            await index.RemoveAsync(row.Id);
            bytes -= row.Totals.Bytes;
            deleted++;
        }
        if (deleted > 0)
            Log.Deleted(logger, deleted);
    }

    private bool IsTooOld(RecordingRow row)
    {
        double ageMs = time.GetUtcNow().ToUnixTimeMilliseconds() - (row.StartedAtMs + row.Totals.DurationMs);
        return options.Value.MaxAge > TimeSpan.Zero && ageMs > options.Value.MaxAge.TotalMilliseconds;
    }

    private bool TryDelete(RecordingRow row)
    {
        try
        {
            store.Folder.Delete(row.Token, row.Id);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.DeleteFailed(logger, row.Id, e.GetType().Name, e.HResult);
            return false;
        }
    }
}
