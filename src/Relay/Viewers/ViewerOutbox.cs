using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers.Link;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>
/// The send side of a viewer's socket: one loop that sends fresh frames as the viewer's window and link allow, and replies between them.
/// </summary>
/// <remarks><b>Threading:</b> <see cref="Offer"/> and <see cref="Post"/> from any thread.</remarks>
internal sealed class ViewerOutbox : IDisposable
{
    /// <summary>Replies that may wait; a viewer that pings without reading loses pongs.</summary>
    private const int ReplyCapacity = 64;

    /// <summary>
    /// A viewer that measures its round trip gets its first frame after the answer to its first ping, so that the answer does not
    /// wait behind it; but no later than this.
    /// </summary>
    private static readonly TimeSpan FirstPingLimit = TimeSpan.FromMilliseconds(500);

    /// <summary>Time between two looks at what the kernel still holds for a viewer with a slow link.</summary>
    private static readonly TimeSpan BacklogInterval = TimeSpan.FromMilliseconds(20);

    private readonly WebSocket _socket;
    private readonly SocketBacklog _backlog;
    private readonly TimeProvider _time;
    private readonly StreamStatistics _statistics;
    private readonly ViewerMeter _sent;
    private readonly ViewerQueue _queue;
    private readonly UnitQueue _units;
    private readonly AckWindow _window;
    private readonly ViewerLink _link;
    private readonly RelayMetrics _metrics;
    private readonly WireWriter _writer = new();
    private readonly SentHeader _header;
    private readonly ITimer _expiry;
    private readonly Channel<ViewerReply> _replies = Channel.CreateBounded<ViewerReply>(
        new BoundedChannelOptions(ReplyCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly long _start;
    private long _lastSent = -1;
    private long _sendingSince;
    private bool _holdsForPing;
    private bool _wasHeldBack;
    private bool _originalJpeg;
    private double _maxAgeMs;

    /// <summary>Wraps a socket's send side.</summary>
    public ViewerOutbox(
        WebSocket socket, SocketBacklog backlog, bool pings, ViewerOptions options, AckWindow window, ViewerLink link, UnitQueue units,
        StreamStatistics statistics, RelayMetrics metrics, TimeProvider time)
    {
        _socket = socket;
        _backlog = backlog;
        _time = time;
        _statistics = statistics;
        _sent = new ViewerMeter(statistics.Traffic, OutputKind.Jpeg, time);
        _header = new SentHeader(statistics.Waterfall, time);
        _queue = new ViewerQueue(options.QueueFrames);
        _units = units;
        _window = window;
        _link = link;
        _metrics = metrics;
        _maxAgeMs = options.MaxFrameAgeMs;
        _start = time.GetTimestamp();
        _holdsForPing = pings;
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

    /// <summary>Frames older than this are dropped instead of sent, milliseconds.</summary>
    public double MaxAgeMs
    {
        get => Volatile.Read(ref _maxAgeMs);
        set => Volatile.Write(ref _maxAgeMs, value);
    }

    /// <summary>What it sends.</summary>
    public ViewerTraffic Sent => _sent.PerSecond;

    /// <summary>For how long the socket has not taken what is being sent; zero between sends.</summary>
    public TimeSpan SendingFor => Interlocked.Read(ref _sendingSince) is > 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Queues a frame; true if an older one had to go.</summary>
    public bool Offer(in OutgoingFrame frame)
    {
        bool dropped = _queue.Add(frame);
        Wake.Set();
        return dropped;
    }

    /// <summary>Queues a reply.</summary>
    public void Post(in ViewerReply reply)
    {
        _replies.Writer.TryWrite(reply);
        if (reply.Ping is not null)
            Volatile.Write(ref _holdsForPing, false);
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
                await SendAsync(_writer.ClockPong(ping.T0, reply.PingArrivedUs, _time.UnixMicroseconds()), WebSocketMessageType.Text);
            if (reply.Codec is { } codec)
                await SendAsync(WriteCodec(codec), WebSocketMessageType.Text);
        }
    }

    // Once per frame, and it waits for the socket: its state comes from a pool. benchmarks/Load, scenario allocation.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TrySendFrameAsync()
    {
        long? nextFrame = _queue.NextNumber, nextUnit = _units.NextNumber;
        if (nextFrame is null && nextUnit is null)
            return false;
        if (Wait() is { } wait)
        {
            _wasHeldBack = true;
            _expiry.Change(wait, Timeout.InfiniteTimeSpan);
            return false;
        }
        // In the order of their numbers: a viewer that changes over has both for a moment.
        bool isUnit = nextFrame is null || nextUnit < nextFrame;
        return isUnit ? await TrySendUnitAsync() : await TrySendJpegAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TrySendJpegAsync()
    {
        // What the window or the link held back goes out as the newest there is; two that were published together both do.
        for (int replaced = _wasHeldBack ? _queue.KeepNewest() : 0; replaced > 0; replaced--)
            _metrics.OnDropped(DropReason.ViewerQueueFull);
        _wasHeldBack = false;
        if (_queue.Take() is not { } frame)
            return false;
        try
        {
            // A reduced picture may be ready after a unit that is newer.
            if (frame.Frame.Number <= _lastSent || IsStale(frame.Frame, isReplaced: !_queue.IsEmpty))
                _metrics.OnDropped(DropReason.Stale);
            else
            {
                ReadOnlyMemory<byte> picture = frame.Picture(OriginalJpeg);
                _link.OnSent(frame.Tier, frame.Header.Length + picture.Length);
                await SendAsync(frame.Frame, frame.Header, picture, frame.Reduced?.ReadyAt, OutputKind.Jpeg);
            }
        }
        finally
        {
            frame.Release();
        }
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TrySendUnitAsync()
    {
        if (_units.Take() is not { } unit)
            return false;
        try
        {
            if (IsStale(unit.Frame, isReplaced: _units.NextNumber is not null))
                _units.Break();
            else
            {
                _link.OnUnitSent(unit.Tier, unit.Header.Length + unit.Data.Length);
                await SendAsync(unit.Frame, unit.Header, unit.Data, unit.ReadyAt, OutputKind.H264);
            }
        }
        finally
        {
            unit.Release();
        }
        return true;
    }

    // How long the window and the link hold the next frame back; null if it may go out now.
    private TimeSpan? Wait()
    {
        if (Volatile.Read(ref _holdsForPing) && FirstPingLimit - _time.GetElapsedTime(_start) is { Ticks: > 0 } hold)
            return hold;
        double fps = Math.Min(_statistics.Published.PerSecond, _link.Fps);
        if (!_window.HasRoom(fps, _link.FramesUnderWay))
            return _window.NextExpiry ?? TimeSpan.Zero;
        if (_link.IsLimited && _backlog.Bytes > _link.BytesUnderWay)
            return BacklogInterval;
        return _link.NextSendIn is { Ticks: > 0 } wait ? wait : null;
    }

    // A frame that was fresh when published goes out late rather than never where the camera has sent no newer one.
    private bool IsStale(PublishedFrame frame, bool isReplaced)
    {
        double now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        return (isReplaced ? now : frame.Result.ProcessedAtMs) - frame.BornAtMs > MaxAgeMs;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(
        PublishedFrame frame, ReadOnlyMemory<byte> shared, ReadOnlyMemory<byte> picture, long? readyAt, OutputKind output)
    {
        ReadOnlyMemory<byte> header = _header.Write(shared.Span, frame.Result, readyAt);
        int bytes = header.Length + picture.Length;
        _lastSent = frame.Number;
        _window.OnSent(frame.Number, bytes);
        long start = _time.GetTimestamp();
        await SendAsync(header, WebSocketMessageType.Text);
        await SendAsync(picture, WebSocketMessageType.Binary);
        // Without acks the socket's own progress stands in: it takes a frame as fast as the link drains it, once its buffers are full.
        if (!_window.IsActive)
            _link.OnDelivered(new Delivery(_time.GetElapsedTime(start), bytes), _statistics.Published.PerSecond);
        _sent.OnSent(output, bytes);
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        Interlocked.Exchange(ref _sendingSince, _time.GetTimestamp());
        await _socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
        Interlocked.Exchange(ref _sendingSince, 0);
    }
}
