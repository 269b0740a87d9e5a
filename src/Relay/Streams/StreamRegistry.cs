using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Streams;

/// <summary>Finds streams by token, makes them when a first camera or viewer comes and removes them when idle.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed partial class StreamRegistry
{
    /// <summary>Bounds of the default camera window, frames: below two a lane waits for the network, above four frames only queue.</summary>
    private const int MinWindow = 2, MaxWindow = 4;

    /// <summary>An ended stream's last frame may be on its way through a lane for this long.</summary>
    private static readonly TimeSpan EndedGrace = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamToken, LiveStream> _streams = [];
    private readonly List<LiveStream> _ended = [];
    private readonly Dictionary<StreamToken, StreamPlan> _plans = [];
    private readonly ModelCatalog _models;
    private readonly StreamServices _services;
    private readonly StreamOptions _options;
    private readonly ILogger _logger;
    private readonly int _window;

    /// <summary>Makes an empty registry.</summary>
    public StreamRegistry(
        ModelCatalog models, StreamServices services, LanePlan plan, IOptions<StreamOptions> options,
        IOptions<IngestOptions> ingest, ILogger<StreamRegistry> logger)
    {
        _models = models;
        _services = services;
        _options = options.Value;
        _logger = logger;
        _window = ingest.Value.Window > 0 ? ingest.Value.Window : Math.Clamp(plan.Lanes + 1, MinWindow, MaxWindow);
    }

    /// <summary>All streams at this moment.</summary>
    public IReadOnlyList<LiveStream> All
    {
        get
        {
            lock (_lock)
                return [.. _streams.Values];
        }
    }

    /// <summary>Says what a token's stream is to be, before it exists; null takes the plan back.</summary>
    public void Plan(StreamToken token, StreamPlan? plan)
    {
        lock (_lock)
        {
            if (plan is null)
                _plans.Remove(token);
            else
                _plans[token] = plan;
        }
    }

    /// <summary>The stream of a token; null if there is none.</summary>
    public LiveStream? Find(StreamToken token)
    {
        lock (_lock)
            return _streams.GetValueOrDefault(token);
    }

    /// <summary>The stream of a token, made if there is none; null if there are too many already.</summary>
    /// <remarks>Its idle time starts anew, so that it does not go away under the guest who asked.</remarks>
    public LiveStream? GetOrAdd(StreamToken token)
    {
        lock (_lock)
        {
            if (_streams.TryGetValue(token, out LiveStream? stream))
                stream.Touch();
            return stream ?? AddLocked(token);
        }
    }

    /// <summary>Ends a stream: its camera and viewers are closed, and its token is free for a new one at once. False if there is none.</summary>
    public bool End(StreamToken token, CloseReason reason)
    {
        lock (_lock)
        {
            if (!_streams.Remove(token, out LiveStream? stream))
                return false;
            _ended.Add(stream);
            stream.End(reason);
            Log.StreamRemoved(_logger, token);
            return true;
        }
    }

    /// <summary>Removes the streams that have been idle for too long, and those ended whose last socket has gone.</summary>
    public void RemoveIdle()
    {
        lock (_lock)
        {
            RemoveEndedLocked();
            foreach ((StreamToken token, LiveStream stream) in _streams)
            {
                if (stream.IdleTime < _options.IdleTimeout)
                    continue;
                _streams.Remove(token);
                stream.Dispose();
                Log.StreamRemoved(_logger, token);
            }
        }
    }

    private LiveStream? AddLocked(StreamToken token)
    {
        if (_streams.Count >= _options.MaxStreams)
            return null;
        StreamPlan? plan = _plans.GetValueOrDefault(token);
        string model = plan?.ModelName ?? _models.Main.Model.Name;
        StreamServices services = plan?.Controller is { } controller ? _services with { Controller = controller } : _services;
        var stream = new LiveStream(token, model, _window, services) { TakesCamera = plan?.TakesCamera ?? true };
        _streams.Add(token, stream);
        Log.StreamCreated(_logger, token, model);
        return stream;
    }

    private void RemoveEndedLocked()
    {
        for (int i = _ended.Count - 1; i >= 0; i--)
        {
            if (_ended[i].IdleTime < EndedGrace)
                continue;
            _ended[i].Dispose();
            _ended.RemoveAt(i);
        }
    }
}
