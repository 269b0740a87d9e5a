using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>Gives out streams' newest frames: holds each stream's while it is asked for, and for a while after.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class SnapshotFrames(IOptions<OutputOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LiveStream, Held> _held = [];

    /// <summary>A frame of the stream that is fresh, waiting for the next one where it has to.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="aborted">Cancelled when the client is gone.</param>
    /// <returns>A frame with a reference for the caller, who releases it; null if none came in time.</returns>
    public async Task<PublishedFrame?> FreshAsync(LiveStream stream, CancellationToken aborted)
    {
        LatestFrame latest = Enter(stream);
        try
        {
            Task next = latest.Next;
            if (latest.Take() is not { } newest)
                return await NextAsync(latest, next, aborted);
            if (time.GetUtcNow().ToUnixTimeMilliseconds() - newest.Result.ProcessedAtMs <= options.Value.SnapshotMaxAge.TotalMilliseconds)
                return newest;
            newest.Release();
            return await NextAsync(latest, next, aborted);
        }
        finally
        {
            Leave(stream);
        }
    }

    private async Task<PublishedFrame?> NextAsync(LatestFrame latest, Task next, CancellationToken aborted)
    {
        try
        {
            await next.WaitAsync(options.Value.SnapshotWait, time, aborted);
            return latest.Take();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private LatestFrame Enter(LiveStream stream)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(stream, out Held? held))
            {
                held = new Held(new LatestFrame(), time.CreateTimer(_ => Expire(stream), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
                _held.Add(stream, held);
                stream.AttachSink(held.Frame);
            }
            held.Requests++;
            return held.Frame;
        }
    }

    private void Leave(LiveStream stream)
    {
        lock (_lock)
        {
            Held held = _held[stream];
            if (--held.Requests == 0)
                held.Expiry.Change(options.Value.SnapshotKeep, Timeout.InfiniteTimeSpan);
        }
    }

    private void Expire(LiveStream stream)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(stream, out Held? held) || held.Requests > 0)
                return;
            _held.Remove(stream);
            held.Expiry.Dispose();
            stream.DetachSink(held.Frame);
            held.Frame.Close();
        }
    }

    private sealed class Held(LatestFrame frame, ITimer expiry)
    {
        public LatestFrame Frame { get; } = frame;

        public ITimer Expiry { get; } = expiry;

        // Accessed under the lock only.
        public int Requests { get; set; }
    }
}
