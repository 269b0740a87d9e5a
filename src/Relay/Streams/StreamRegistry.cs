using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Streams;

/// <summary>Finds streams by token, makes them when a first camera or viewer comes and removes them when idle.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed partial class StreamRegistry
{
    /// <summary>Bounds of the default camera window, frames: below two a lane waits for the network, above four frames only queue.</summary>
    private const int MinWindow = 2, MaxWindow = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamToken, LiveStream> _streams = [];
    private readonly Dictionary<StreamToken, string> _modelByToken = [];
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

    /// <summary>Says which model a token's stream uses, before it exists. Other streams use the main model.</summary>
    public void AssignModel(StreamToken token, string modelName)
    {
        lock (_lock)
            _modelByToken[token] = modelName;
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

    /// <summary>Removes the streams that have been idle for too long.</summary>
    public void RemoveIdle()
    {
        lock (_lock)
        {
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
        string model = _modelByToken.GetValueOrDefault(token) ?? _models.Main.Model.Name;
        var stream = new LiveStream(token, model, _window, _services);
        _streams.Add(token, stream);
        Log.StreamCreated(_logger, token, model);
        return stream;
    }
}
