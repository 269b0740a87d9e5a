using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>The send side of a viewer's socket: one loop that sends frames as the viewer's window allows, and replies between them.</summary>
/// <remarks><b>Threading:</b> <see cref="Offer"/> and <see cref="Post"/> from any thread.</remarks>
internal sealed class ViewerOutbox : IDisposable
{
    /// <summary>Replies that may wait; a viewer that pings without reading loses pongs.</summary>
    private const int ReplyCapacity = 64;

    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private readonly StreamStatistics _statistics;
    private readonly ViewerQueue _queue;
    private readonly UnitQueue _units;
    private readonly AckWindow _window;
    private readonly WireWriter _writer = new();
    private readonly ITimer _expiry;
    private readonly Channel<ViewerReply> _replies = Channel.CreateBounded<ViewerReply>(
        new BoundedChannelOptions(ReplyCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private long _sendingSince;
    private bool _originalJpeg;

    /// <summary>Wraps a socket's send side.</summary>
    public ViewerOutbox(
        WebSocket socket, ViewerOptions options, AckWindow window, UnitQueue units, StreamStatistics statistics, TimeProvider time)
    {
        _units = units;
        _socket = socket;
        _time = time;
        _statistics = statistics;
        _queue = new ViewerQueue(options.QueueFrames);
        _window = window;
        _expiry = time.CreateTimer(static state => ((WakeSignal)state!).Set(), Wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the send loop.</summary>
    public WakeSignal Wake { get; } = new();

    /// <summary>Whether to send the camera's own JPEG instead of the annotated one.</summary>
    public bool OriginalJpeg
    {
        get => Volatile.Read(ref _originalJpeg);
        set => Volatile.Write(ref _originalJpeg, value);
    }

    /// <summary>For how long the socket has not taken what is being sent; zero between sends.</summary>
    public TimeSpan SendingFor => Interlocked.Read(ref _sendingSince) is > 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Queues a frame; true if an older one had to go.</summary>
    public bool Offer(PublishedFrame frame)
    {
        bool dropped = _queue.Add(frame);
        Wake.Set();
        return dropped;
    }

    /// <summary>Queues a reply.</summary>
    public void Post(in ViewerReply reply)
    {
        _replies.Writer.TryWrite(reply);
        Wake.Set();
    }

    /// <summary>Sends until the socket is to end; then the close frame.</summary>
    public async Task RunAsync(SocketLifetime lifetime)
    {
        try
        {
            while (true)
            {
                bool ending = lifetime.Reason is not null;
                await SendRepliesAsync();
                if (ending)
                    break;
                if (!await TrySendFrameAsync())
                    await Wake.WaitAsync();
            }
            await lifetime.SendCloseAsync();
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone; the receive loop sees it too.
            lifetime.RequestClose(CloseReason.PeerClosed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _expiry.Dispose();
        _queue.Close();
        _units.Close();
        _writer.Dispose();
    }

    private async ValueTask SendRepliesAsync()
    {
        while (_replies.Reader.TryRead(out ViewerReply reply))
        {
            if (reply.Error is { } error)
                await SendAsync(_writer.Error(error), WebSocketMessageType.Text);
            if (reply.Ping is { } ping)
            {
                long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
                await SendAsync(_writer.ClockPong(ping.T0, reply.PingArrivedMs, now), WebSocketMessageType.Text);
            }
            if (reply.Codec is { } codec)
                await SendAsync(WriteCodec(codec), WebSocketMessageType.Text);
        }
    }

    private async ValueTask<bool> TrySendFrameAsync()
    {
        long? nextFrame = _queue.NextNumber, nextUnit = _units.NextNumber;
        if (nextFrame is null && nextUnit is null)
            return false;
        if (!_window.HasRoom(_statistics.Published.PerSecond))
        {
            _expiry.Change(_window.NextExpiry ?? TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return false;
        }
        // In the order of their numbers: a viewer that changes over has both for a moment.
        bool isUnit = nextFrame is null || nextUnit < nextFrame;
        return isUnit ? await TrySendUnitAsync() : await TrySendJpegAsync();
    }

    private async ValueTask<bool> TrySendJpegAsync()
    {
        if (_queue.Take() is not { } frame)
            return false;
        try
        {
            await SendAsync(frame, frame.Header, OriginalJpeg ? frame.Original : frame.Annotated, OutputKind.Jpeg);
        }
        finally
        {
            frame.Release();
        }
        return true;
    }

    private async ValueTask<bool> TrySendUnitAsync()
    {
        if (_units.Take() is not { } unit)
            return false;
        try
        {
            await SendAsync(unit.Frame, unit.Header, unit.Data, OutputKind.H264);
        }
        finally
        {
            unit.Release();
        }
        return true;
    }

    private async ValueTask SendAsync(PublishedFrame frame, ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> picture, OutputKind output)
    {
        _window.OnSent(frame.Number);
        await SendAsync(header, WebSocketMessageType.Text);
        await SendAsync(picture, WebSocketMessageType.Binary);
        _statistics.Traffic.OnSent(output, header.Length + picture.Length);
        if (frame.TryMarkHandedOver())
            _statistics.OnHandedOver(frame);
    }

    private ReadOnlyMemory<byte> WriteCodec(H264Choice choice)
    {
        Utf8JsonWriter json = _writer.Begin("codec"u8);
        json.WriteString("codec"u8, choice.Encoder is null ? "jpeg"u8 : "h264"u8);
        json.WriteString("reason"u8, choice.Reason);
        return _writer.End();
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        Interlocked.Exchange(ref _sendingSince, _time.GetTimestamp());
        await _socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
        Interlocked.Exchange(ref _sendingSince, 0);
    }
}
