using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>What both sockets of the stream API share: text messages both ways, errors and strikes, the stall watch, the close.</summary>
/// <remarks>
/// <b>Threading:</b> two loops of its own; <see cref="Post"/> and <see cref="RequestClose"/> from any thread. <b>Errors:</b> a bad
/// message costs an error and a strike; too many in a row close the socket.
/// </remarks>
internal abstract class StreamSocketSession : ISocketSession, IDisposable
{
    /// <summary>Replies that may wait for a peer that does not read.</summary>
    private const int ReplyCapacity = 64;

    private readonly WebSocket _socket;
    private readonly byte[] _id;
    private readonly StreamSocketLimits _limits;
    private readonly MessageReader _reader;
    private readonly SocketLifetime _lifetime;
    private readonly ErrorStrikes _strikes;
    private readonly ITimer _stallWatch;
    private readonly Channel<ReadOnlyMemory<byte>> _replies = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(ReplyCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private long _sendingSince;

    /// <summary>Wraps an accepted socket.</summary>
    protected StreamSocketSession(WebSocket socket, StreamToken token, StreamSocketLimits limits, TimeProvider time)
    {
        _socket = socket;
        Token = token;
        _id = Encoding.ASCII.GetBytes(token.Value);
        _limits = limits;
        Time = time;
        _reader = new MessageReader(socket, new MessageLimits(limits.MaxTextBytes, 0, limits.MaxMessageBytes));
        _lifetime = new SocketLifetime(socket, Wake, time);
        _strikes = new ErrorStrikes(limits.MaxStrikes);
        _stallWatch = time.CreateTimer(
            static state => ((StreamSocketSession)state!).CheckStall(), this, limits.StallTimeout / 10, limits.StallTimeout / 10);
    }

    /// <inheritdoc/>
    public CloseReason? CloseReason => _lifetime.Reason;

    /// <summary>The stream.</summary>
    protected StreamToken Token { get; }

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Wakes the send loop.</summary>
    protected WakeSignal Wake { get; } = new();

    /// <inheritdoc/>
    public void RequestClose(CloseReason reason) => _lifetime.RequestClose(reason);

    /// <summary>Runs the socket to its end.</summary>
    public async Task RunAsync()
    {
        Task receive = _lifetime.ReceiveAsync(_reader, OnMessage);
        await SendAsync();
        OnEnded();
        await _lifetime.EndReceiveAsync(receive);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stallWatch.Dispose();
        _lifetime.Dispose();
        _reader.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Handles a text that is a JSON object.</summary>
    /// <param name="utf8">The text; valid during the call.</param>
    /// <param name="message">What was read of it.</param>
    protected abstract void OnMessage(ReadOnlySpan<byte> utf8, in StreamMessage message);

    /// <summary>Sends what else is due; false if nothing is.</summary>
    protected abstract ValueTask<bool> TrySendMoreAsync();

    /// <summary>Told once that the socket is to end, before its peer's last message.</summary>
    protected abstract void OnEnded();

    /// <summary>Releases what the derived class owns.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Queues the <c>stream_info</c> of a stream.</summary>
    protected void Post(StreamInfo? info)
    {
        if (info is not null)
            Queue(StreamMessages.Info(info));
    }

    /// <summary>Queues an error and counts a strike.</summary>
    protected void Strike(ProtocolError error)
    {
        Queue(StreamMessages.Error(error));
        if (_strikes.Add())
            RequestClose(CloseReason.TooManyErrors);
    }

    /// <summary>Forgets the strikes: the peer did something right.</summary>
    protected void ClearStrikes() => _strikes.Clear();

    /// <summary>Sends a text.</summary>
    protected async ValueTask SendTextAsync(ReadOnlyMemory<byte> text)
    {
        Interlocked.Exchange(ref _sendingSince, Time.GetTimestamp());
        await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        Interlocked.Exchange(ref _sendingSince, 0);
    }

    private void Queue(ReadOnlyMemory<byte> text)
    {
        _replies.Writer.TryWrite(text);
        Wake.Set();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                bool ending = _lifetime.Reason is not null;
                while (_replies.Reader.TryRead(out ReadOnlyMemory<byte> reply))
                    await SendTextAsync(reply);
                if (ending)
                    break;
                if (!await TrySendMoreAsync())
                    await Wake.WaitAsync();
            }
            await _lifetime.SendCloseAsync();
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone; the receive loop sees it too.
            RequestClose(CloseReason.PeerClosed);
        }
    }

    private void OnMessage(MessageKind kind)
    {
        if (kind == MessageKind.Binary)
            Strike(new("binary_message", "This socket takes JSON texts only; frames are base64 in them. /ws/camera takes binary frames."));
        else if (_reader.Length > _limits.MaxTextBytes)
            Strike(new("text_too_large", $"The text has {_reader.Length} bytes; at most {_limits.MaxTextBytes} are read ({_limits.TextSetting})."));
        else
            OnText(_reader.Buffer.AsSpan(0, (int)_reader.Length));
    }

    private void OnText(ReadOnlySpan<byte> utf8)
    {
        if (!StreamMessage.TryRead(utf8, out StreamMessage message))
            Strike(new("malformed_message", "A text must be one JSON object: {\"type\":…,\"data\":{…}}."));
        else if (message.NamesStream && !utf8[message.StreamId].SequenceEqual(_id))
            Strike(new("stream_id", $"This socket is stream {Token.Value}'s; the message names another."));
        else
            OnMessage(utf8, message);
    }

    private void CheckStall()
    {
        if (Interlocked.Read(ref _sendingSince) is > 0 and var since && Time.GetElapsedTime(since) >= _limits.StallTimeout)
            RequestClose(CloseReason.Stalled);
    }
}
