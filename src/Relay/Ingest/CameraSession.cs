using System.Net.WebSockets;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>One camera's socket: its receive loop, its send loop, its close.</summary>
/// <remarks>
/// <b>Threading:</b> two loops of its own; <see cref="ICameraSource"/>'s members are called from any thread and only post.
/// <b>Errors:</b> a bad message costs an error and a strike; too many in a row close the socket.
/// </remarks>
internal sealed class CameraSession : ICameraSource, ISocketSession, IDisposable
{
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private readonly MessageReader _reader;
    private readonly CameraOutbox _outbox;
    private readonly SocketLifetime _lifetime;
    private readonly FramePairReader _pairs;
    private readonly ErrorStrikes _strikes;
    private readonly FrameRateLimit _rate;
    private LiveStream? _stream;
    private ClockReading? _clock;

    /// <summary>Wraps an accepted socket.</summary>
    public CameraSession(WebSocket socket, IngestOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _reader = new MessageReader(socket, new MessageLimits(options.MaxMetadataBytes, options.MaxFrameBytes, options.MaxMessageBytes));
        _outbox = new CameraOutbox(socket, time);
        _lifetime = new SocketLifetime(socket, _outbox.Wake, time);
        _pairs = new FramePairReader(options);
        _strikes = new ErrorStrikes(options.MaxStrikes);
        _rate = new FrameRateLimit(options.MaxFramesPerSecond, time);
    }

    /// <inheritdoc/>
    public double? ClockOffsetMs => Clock?.OffsetMs;

    /// <inheritdoc/>
    public ClockReading? Clock => Volatile.Read(ref _clock);

    /// <inheritdoc/>
    public CloseReason? CloseReason => _lifetime.Reason;

    /// <summary>Runs the socket to its end.</summary>
    /// <param name="stream">The stream it feeds; null for a camera that is only to be told to go.</param>
    public async Task RunAsync(LiveStream? stream)
    {
        Volatile.Write(ref _stream, stream);
        Task receive = ReceiveAsync(stream);
        await _outbox.RunAsync(() => stream?.Config, _lifetime);
        stream?.DetachCamera(this);
        await _lifetime.EndReceiveAsync(receive);
    }

    /// <inheritdoc/>
    public void OnOutcome(long frameNumber, FrameOutcome outcome, ProtocolError? error)
    {
        _outbox.Post(new CameraReply(frameNumber, outcome, error));
        if (outcome == FrameOutcome.Processed)
            _strikes.Clear();
        else if (error is not null && _strikes.Add())
            RequestClose(CloseReason.TooManyErrors);
    }

    /// <inheritdoc/>
    public void OnConfigChanged() => _outbox.Wake.Set();

    /// <inheritdoc/>
    public void RequestClose(CloseReason reason) => _lifetime.RequestClose(reason);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lifetime.Dispose();
        _outbox.Dispose();
        _reader.Dispose();
    }

    private async Task ReceiveAsync(LiveStream? stream)
    {
        await _lifetime.ReceiveAsync(_reader, kind =>
        {
            if (stream is null)
                return;
            if (kind == MessageKind.Text)
                OnText();
            else
                OnBinary(stream);
        });
        stream?.DetachCamera(this);
    }

    private void OnText()
    {
        CameraMessage message = _reader.Length > _options.MaxMetadataBytes
            ? new CameraMessage(CameraMessageKind.Malformed)
            : CameraMessageParser.Parse(_reader.Buffer.AsSpan(0, (int)_reader.Length));
        if (message.Kind == CameraMessageKind.ClockPing)
        {
            if (message.Clock is { } clock)
                Volatile.Write(ref _clock, clock);
            _outbox.Post(new CameraReply(Ping: new ClockPing(message.T0), PingArrivedUs: _time.UnixMicroseconds()));
            return;
        }
        PairErrors errors = _pairs.OnText(message);
        Reply(errors.Orphan);
        Reply(errors.Malformed);
    }

    private void OnBinary(LiveStream stream)
    {
        long arrived = _time.GetTimestamp();
        if (!_pairs.OnBinary(_reader.Length, out CameraMessage metadata, out ProtocolError? error))
        {
            Reply(error);
            return;
        }
        stream.OnReceived();
        if (error is not null)
            stream.Reject(this, metadata.FrameNumber, FrameOutcome.Failed, null, error);
        else if (!_rate.TryTake())
            stream.Reject(this, metadata.FrameNumber, FrameOutcome.Dropped, DropReason.RateLimited, null);
        else
        {
            int length = (int)_reader.Length;
            stream.Post(new CameraFrame(this, metadata.FrameNumber, metadata.Timestamp, _reader.DetachBuffer(), length, arrived)
            {
                Times = metadata.Times,
            });
        }
    }

    private void Reply(ProtocolError? error)
    {
        if (error is null)
            return;
        _outbox.Post(new CameraReply(Error: error));
        if (_strikes.Add())
            RequestClose(CloseReason.TooManyErrors);
    }
}
