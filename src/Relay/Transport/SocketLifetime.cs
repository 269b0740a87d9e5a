using System.Net.WebSockets;

namespace RealtimeDetect.Relay.Transport;

/// <summary>Ends a socket in order: the reason is set once, the send loop sends the close frame, and the peer has a bounded time to answer.</summary>
/// <remarks><b>Threading:</b> <see cref="RequestClose"/> from any thread; the rest from the session's own loops.</remarks>
internal sealed class SocketLifetime(WebSocket socket, WakeSignal wake, TimeProvider time) : IDisposable
{
    /// <summary>How long a peer may take to answer a close frame: a phone on a bad link still makes it.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long a send that is under way may take to finish once the socket is to end.</summary>
    private static readonly TimeSpan SendGrace = TimeSpan.FromSeconds(4);

    /// <summary>The same for a stalled peer: long enough that one who comes back reads why it was closed.</summary>
    private static readonly TimeSpan StalledGrace = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _receiveEnd = new();
    private ITimer? _abort;
    private CloseReason? _reason;

    /// <summary>Set once the socket is to end.</summary>
    public CloseReason? Reason => Volatile.Read(ref _reason);

    /// <summary>Cancelled when the peer did not answer the close frame in time.</summary>
    public CancellationToken ReceiveToken => _receiveEnd.Token;

    /// <summary>Asks the send loop to end the socket; the first reason counts.</summary>
    public void RequestClose(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null)
            return;
        TimeSpan grace = reason == CloseReason.Stalled ? StalledGrace : SendGrace;
        _abort = time.CreateTimer(static state => ((WebSocket)state!).Abort(), socket, grace, Timeout.InfiniteTimeSpan);
        wake.Set();
    }

    /// <summary>Sends the close frame, once everything before it was sent.</summary>
    public async Task SendCloseAsync()
    {
        CloseReason reason = Reason ?? CloseReason.PeerClosed;
        using var timeout = new CancellationTokenSource(CloseTimeout, time);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)reason.Code, reason.Text, timeout.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }

    /// <summary>Receives until the peer is gone or sends too much.</summary>
    /// <param name="reader">What reads the socket.</param>
    /// <param name="onMessage">Handles the message that the reader holds.</param>
    public async Task ReceiveAsync(MessageReader reader, Action<MessageKind> onMessage)
    {
        while (true)
        {
            MessageKind kind = await reader.ReadAsync(ReceiveToken);
            if (kind is MessageKind.Closed or MessageKind.TooLarge)
            {
                RequestClose(kind == MessageKind.TooLarge ? CloseReason.MessageTooLarge : CloseReason.PeerClosed);
                return;
            }
            // Once the socket is to end, what still comes is only read away, so that the close frame gets through.
            if (Reason is null)
                onMessage(kind);
        }
    }

    /// <summary>Gives the receive loop a bounded time for the peer's close frame, then cuts it off.</summary>
    public async Task EndReceiveAsync(Task receiveLoop)
    {
        if (await Task.WhenAny(receiveLoop, Task.Delay(CloseTimeout, time)) != receiveLoop)
            await _receiveEnd.CancelAsync();
        await receiveLoop;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _abort?.Dispose();
        _receiveEnd.Dispose();
    }
}
