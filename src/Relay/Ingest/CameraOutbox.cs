using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>The send side of a camera's socket: acks, errors, pongs, key requests and configuration, in order, by one loop.</summary>
/// <remarks>
/// <b>Threading:</b> <see cref="Post"/> and <see cref="Wake"/> from any thread. A camera that never reads costs nothing
/// more than this queue: what does not fit is left out.
/// </remarks>
internal sealed class CameraOutbox(WebSocket socket, TimeProvider time) : IDisposable
{
    /// <summary>Replies that may wait: half a minute of acks for a camera that reads late.</summary>
    private const int Capacity = 1024;

    private readonly Channel<CameraReply> _replies = Channel.CreateBounded<CameraReply>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly WireWriter _writer = new();
    private StreamConfig? _sentConfig;

    /// <summary>Wakes the send loop.</summary>
    public WakeSignal Wake { get; } = new();

    /// <summary>Queues a reply.</summary>
    public void Post(in CameraReply reply)
    {
        _replies.Writer.TryWrite(reply);
        Wake.Set();
    }

    /// <summary>Sends what is queued, and the configuration where it changed, until the socket is to end; then the close frame.</summary>
    /// <param name="config">Gives the configuration in force; null while the camera is on no stream.</param>
    /// <param name="leave">Called before the close frame: whoever has that finds the camera's place free.</param>
    /// <param name="lifetime">Says when to end.</param>
    public async Task RunAsync(Func<StreamConfig?> config, Action leave, SocketLifetime lifetime)
    {
        try
        {
            while (true)
            {
                bool ending = lifetime.Reason is not null;
                await SendPendingAsync(config());
                if (ending)
                    break;
                await Wake.WaitAsync();
            }
            leave();
            await lifetime.SendCloseAsync();
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone; the receive loop sees it too.
            lifetime.RequestClose(CloseReason.PeerClosed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendPendingAsync(StreamConfig? config)
    {
        if (config is { } current && current != _sentConfig)
        {
            _sentConfig = current;
            await SendAsync(Write(current));
        }
        while (_replies.Reader.TryRead(out CameraReply reply))
        {
            if (reply.Outcome is { } outcome)
                await SendAsync(WriteAck(reply.FrameNumber, outcome));
            if (reply.Error is { } error)
                await SendAsync(_writer.Error(error));
            if (reply.AsksForKey)
                await SendAsync(WriteKeyRequest());
            if (reply.Ping is { } ping)
                await SendAsync(_writer.ClockPong(ping.T0, reply.PingArrivedUs, time.UnixMicroseconds()));
        }
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> text) =>
        socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private ReadOnlyMemory<byte> Write(in StreamConfig config)
    {
        Utf8JsonWriter json = _writer.Begin("stream_config"u8);
        json.WriteNumber("target_fps"u8, config.TargetFps);
        json.WriteNumber("jpeg_quality"u8, Math.Round(config.JpegQuality, 3));
        json.WriteNumber("max_long_side_px"u8, config.MaxLongSidePx);
        json.WriteNumber("window"u8, config.Window);
        json.WriteNumber("viewer_count"u8, config.ViewerCount);
        return _writer.End();
    }

    private ReadOnlyMemory<byte> WriteKeyRequest()
    {
        _writer.Begin("key_request"u8);
        return _writer.End();
    }

    private ReadOnlyMemory<byte> WriteAck(long frameNumber, FrameOutcome outcome)
    {
        Utf8JsonWriter json = _writer.Begin("frame_ack"u8);
        json.WriteNumber("frameNumber"u8, frameNumber);
        json.WriteString("outcome"u8, outcome switch
        {
            FrameOutcome.Processed => "processed"u8,
            FrameOutcome.Dropped => "dropped"u8,
            _ => "failed"u8,
        });
        return _writer.End();
    }
}
