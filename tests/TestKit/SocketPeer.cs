using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace RealtimeDetect.TestKit;

/// <summary>A real WebSocket client with a receive loop of its own; camera and viewer build on it.</summary>
/// <remarks><b>Threading:</b> one test sends; the loop receives. <b>Ownership:</b> the test disposes it.</remarks>
public abstract class SocketPeer : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly TaskCompletionSource<int> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _reached = NewSignal();
    private volatile TaskCompletionSource? _paused;
    private Task _receiving = Task.CompletedTask;

    /// <summary>Whether the socket is open.</summary>
    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>The close frame's text, once closed.</summary>
    public string? CloseText => _socket.CloseStatusDescription;

    /// <summary>Waits until the server closed the socket.</summary>
    /// <returns>The close code; 0 if the connection broke off without one.</returns>
    public Task<int> ClosedAsync(TimeSpan? limit = null) => _closed.Task.WithinAsync(limit ?? Budget.Wait, $"{GetType().Name}: close");

    /// <summary>Sends any text.</summary>
    public Task SendTextAsync(string text) => SendTextAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends any bytes as a text message.</summary>
    public Task SendTextAsync(byte[] utf8) =>
        _socket.SendAsync(utf8, WebSocketMessageType.Text, true, CancellationToken.None).WithinAsync("send");

    /// <summary>Sends a binary message.</summary>
    public Task SendBinaryAsync(byte[] data) =>
        _socket.SendAsync(data, WebSocketMessageType.Binary, true, CancellationToken.None).WithinAsync("send");

    /// <summary>Sends one fragment of a message.</summary>
    public Task SendFragmentAsync(byte[] data, WebSocketMessageType type, bool isLast) =>
        _socket.SendAsync(data, type, isLast, CancellationToken.None).WithinAsync("send");

    /// <summary>Stops reading the socket after the message being read.</summary>
    public void Pause()
    {
        _reached = NewSignal();
        _paused = NewSignal();
    }

    /// <summary>Returns once it has stopped: that message is read, and the next one is not.</summary>
    public Task PausedAsync() => _reached.Task.WithinAsync("the last message before the pause");

    /// <summary>Reads on.</summary>
    public void Resume()
    {
        TaskCompletionSource? paused = _paused;
        _paused = null;
        paused?.SetResult();
    }

    /// <summary>Closes in order and waits for the server's answer.</summary>
    public async Task CloseAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None).WithinAsync("send of close");
        await ClosedAsync();
    }

    /// <summary>Breaks the connection off without a close frame.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        Resume();
        _socket.Abort();
        await _receiving.WithinAsync("end of the receive loop");
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Connects and starts to receive.</summary>
    protected async Task OpenAsync(Uri address, string? origin, int? receiveBufferBytes)
    {
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (origin is not null)
            _socket.Options.SetRequestHeader("Origin", origin);
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, receiveBufferBytes, token),
        };
        using var invoker = new HttpMessageInvoker(handler);
        try
        {
            await _socket.ConnectAsync(address, invoker, CancellationToken.None).WithinAsync($"handshake at {address.AbsolutePath}");
        }
        catch (WebSocketException e) when (_socket.HttpStatusCode != 0)
        {
            throw new HandshakeRefusedException((int)_socket.HttpStatusCode, e);
        }
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>Takes a received message.</summary>
    protected abstract void OnMessage(WebSocketMessageType type, byte[] data);

    /// <summary>Told once that nothing more comes.</summary>
    protected abstract void OnEnded(string reason);

    private static async ValueTask<Stream> ConnectAsync(System.Net.DnsEndPoint endPoint, int? receiveBufferBytes, CancellationToken token)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferBytes is { } bytes)
            socket.ReceiveBufferSize = bytes;
        await socket.ConnectAsync(endPoint, token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ReceiveAsync()
    {
        int code = 0;
        try
        {
            code = await ReceiveUntilClosedAsync();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Broken off, by the server or by the test itself: code 0.
        }
        OnEnded($"close code {code}");
        _closed.TrySetResult(code);
    }

    private async Task<int> ReceiveUntilClosedAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            if (_paused is { } paused)
            {
                _reached.TrySetResult();
                await paused.Task;
            }
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                return await AnswerCloseAsync();
            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            OnMessage(part.MessageType, message.ToArray());
            message.SetLength(0);
        }
    }

    private async Task<int> AnswerCloseAsync()
    {
        int code = (int)(_socket.CloseStatus ?? 0);
        if (_socket.State == WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WithinAsync("close");
        return code;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
