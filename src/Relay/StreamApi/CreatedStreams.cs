using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>The streams that were created by the stream API. Each is an ordinary stream: it only has a plan before its first socket.</summary>
/// <remarks><b>Threading:</b> any thread. What nobody uses is forgotten when the list is next looked at.</remarks>
internal sealed class CreatedStreams(
    StreamRegistry streams, RecordingRules recording, IOptions<ControllerOptions> controller, IOptions<StreamOptions> limits,
    IOptions<StreamApiOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamToken, CreatedStream> _created = [];

    /// <summary>All, by age.</summary>
    public IReadOnlyList<CreatedStream> All
    {
        get
        {
            lock (_lock)
            {
                RefreshLocked();
                return [.. _created.Values.OrderBy(stream => stream.CreatedAt)];
            }
        }
    }

    /// <summary>One by its token; null if it was not created here.</summary>
    public CreatedStream? Find(StreamToken token)
    {
        lock (_lock)
        {
            RefreshLocked();
            return _created.GetValueOrDefault(token);
        }
    }

    /// <summary>Creates a stream, or says why not.</summary>
    public CreateOutcome Create(StreamToken token, StreamSettings settings)
    {
        lock (_lock)
        {
            RefreshLocked();
            if (_created.ContainsKey(token) || streams.Find(token) is { IsIdle: false })
                return CreateOutcome.Taken;
            if (_created.Count >= limits.Value.MaxStreams)
                return CreateOutcome.TooMany;
            // One that lingers without a socket had other settings.
            streams.End(token, CloseReason.StreamDeleted);
            DateTimeOffset now = time.GetUtcNow();
            SetLocked(new CreatedStream(token, settings, now, now, Stopped: false));
            recording.Set(token, settings.Recording ? recording[token] with { Mode = RecordingMode.Always } : null);
            return CreateOutcome.Created;
        }
    }

    /// <summary>Lets a stream take cameras, or no longer; the camera that is there is sent away, viewers stay. False if there is none.</summary>
    public bool SetStopped(StreamToken token, bool stopped)
    {
        lock (_lock)
        {
            RefreshLocked();
            if (!_created.TryGetValue(token, out CreatedStream? stream))
                return false;
            SetLocked(stream with { Stopped = stopped, UsedAt = time.GetUtcNow() });
        }
        if (streams.Find(token) is { } live)
            live.TakesCamera = !stopped;
        return true;
    }

    /// <summary>Forgets a stream and closes whatever is on it. False if there is none.</summary>
    public bool Delete(StreamToken token)
    {
        bool created;
        lock (_lock)
            created = _created.Remove(token);
        if (created)
            Forget(token);
        bool inUse = streams.Find(token) is { IsIdle: false };
        streams.End(token, CloseReason.StreamDeleted);
        return created || inUse;
    }

    private void SetLocked(CreatedStream stream)
    {
        _created[stream.Token] = stream;
        streams.Plan(stream.Token, new StreamPlan(
            stream.Settings.Model, stream.Settings.Controller(controller.Value), TakesCamera: !stream.Stopped));
    }

    // What was recorded stays.
    private void Forget(StreamToken token)
    {
        streams.Plan(token, null);
        recording.Set(token, null);
    }

    private void RefreshLocked()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((StreamToken token, CreatedStream stream) in _created)
        {
            if (streams.Find(token) is { IsIdle: false })
                _created[token] = stream with { UsedAt = now };
            else if (now - stream.UsedAt >= options.Value.KeepUnused)
            {
                _created.Remove(token);
                Forget(token);
            }
        }
    }
}
