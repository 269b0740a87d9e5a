using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Transport;

/// <summary>Counts the open sockets, refuses those beyond the limit, and closes all with 1001 when the server stops.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class SocketGate
{
    private readonly ConcurrentDictionary<ISocketSession, string> _sessions = new();
    private readonly RelayMetrics _metrics;
    private readonly int _limit;
    private int _count;

    /// <summary>Makes the gate; it closes with the application.</summary>
    public SocketGate(IOptions<StreamOptions> options, RelayMetrics metrics, IHostApplicationLifetime lifetime)
    {
        _limit = options.Value.MaxSockets;
        _metrics = metrics;
        lifetime.ApplicationStopping.Register(CloseAll);
        Stopping = lifetime.ApplicationStopping;
    }

    private CancellationToken Stopping { get; }

    /// <summary>Takes a place; false if there is none. <see cref="Leave"/> gives it back.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= _limit)
            return true;
        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _count);

    /// <summary>Adds a session to those that the server's stop closes.</summary>
    /// <param name="session">The session.</param>
    /// <param name="kind"><c>camera</c> or <c>viewer</c>, for the metrics.</param>
    public void Add(ISocketSession session, string kind)
    {
        _sessions[session] = kind;
        _metrics.OnSocket(kind, 1);
        if (Stopping.IsCancellationRequested)
            session.RequestClose(CloseReason.ServerStopping);
    }

    /// <summary>Takes a session out again.</summary>
    public void Remove(ISocketSession session)
    {
        if (_sessions.TryRemove(session, out string? kind))
            _metrics.OnSocket(kind, -1);
    }

    private void CloseAll()
    {
        foreach (ISocketSession session in _sessions.Keys)
            session.RequestClose(CloseReason.ServerStopping);
    }
}
