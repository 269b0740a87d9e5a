using System.Net.WebSockets;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Uplink;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>One camera's socket: its receive loop, its send loop, its close.</summary>
/// <remarks>
/// <b>Threading:</b> two loops of its own; <see cref="ICameraSource"/>'s members are called from any thread and only post.
/// <b>Errors:</b> a bad message costs an error and a strike; too many in a row close the socket.
/// </remarks>
internal sealed class CameraSession : ICameraSource, ISocketSession, IDisposable
{
    /// <summary>Milliseconds that a picture takes at the least: those that came in one piece with their metadata are not infinitely fast.</summary>
    private const double LeastSpanMs = 0.05;

    private readonly IngestOptions _options;
    private readonly UplinkDecoders _uplinks;
    private readonly TimeProvider _time;
    private readonly MessageReader _reader;
    private readonly CameraOutbox _outbox;
    private readonly SocketLifetime _lifetime;
    private readonly FramePairReader _pairs;
    private readonly ErrorStrikes _strikes;
    private readonly FrameRateLimit _rate;
    private LiveStream? _stream;
    private ClockReading? _clock;
    private H264Uplink? _uplink;

    // When the last metadata came; the receive loop's own.
    private long _metadataArrived;

    /// <summary>Wraps an accepted socket.</summary>
    public CameraSession(WebSocket socket, IngestOptions options, UplinkDecoders uplinks, TimeProvider time)
    {
        _options = options;
        _uplinks = uplinks;
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
        await _outbox.RunAsync(() => stream?.Config, () => stream?.DetachCamera(this), _lifetime);
        stream?.DetachCamera(this);
        try
        {
            await _lifetime.EndReceiveAsync(receive);
        }
        finally
        {
            if (_uplink is not null)
                await _uplink.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public void OnOutcome(long frameNumber, FrameOutcome outcome, ProtocolError? error)
    {
        // Before the ack: what the camera sends when it has that is counted anew.
        if (outcome == FrameOutcome.Processed)
            _strikes.Clear();
        _outbox.Post(new CameraReply(frameNumber, outcome, error));
        if (error is not null && _strikes.Add())
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
        if (message.Kind == CameraMessageKind.Metadata)
            _metadataArrived = _time.GetTimestamp();
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
        bool isTaken = error is null && _rate.TryTake();
        if (error is not null)
            stream.Reject(this, metadata.FrameNumber, FrameOutcome.Failed, null, error);
        else if (!isTaken)
            stream.Reject(this, metadata.FrameNumber, FrameOutcome.Dropped, DropReason.RateLimited, null);
        if (isTaken)
            MeasureLink(stream, metadata, (int)_reader.Length, arrived);
        if (metadata.IsH264)
            OnUnit(stream, metadata, isTaken, arrived);
        else if (isTaken)
            OnJpeg(stream, metadata, arrived);
    }

    private void OnJpeg(LiveStream stream, in CameraMessage metadata, long arrived)
    {
        int length = (int)_reader.Length;
        _uplink?.OnJpeg(metadata.FrameNumber);
        stream.Post(new CameraFrame(this, metadata.FrameNumber, metadata.Timestamp, _reader.DetachBuffer(), length, arrived)
        {
            Times = metadata.Times,
        });
    }

    private void OnUnit(LiveStream stream, in CameraMessage metadata, bool isTaken, long arrived)
    {
        _uplink ??= _uplinks.New(this, stream, () => _outbox.Post(new CameraReply(AsksForKey: true)));
        int length = (int)_reader.Length;
        if (isTaken)
            _uplink.Offer(metadata, _reader.DetachBuffer(), length, arrived);
        else
            _uplink.OnLost();
    }

    // A camera sends metadata and picture at once: what lies between their arrivals is the link's time for the picture.
    private void MeasureLink(LiveStream stream, in CameraMessage metadata, int length, long arrived)
    {
        double? delay = (metadata.Times.OffsetMs ?? ClockOffsetMs) is { } offset ? (_time.UnixMicroseconds() / 1000.0) - metadata.Timestamp - offset : null;
        stream.Statistics.Uplink.Add(delay, Math.Max(LeastSpanMs, _time.GetElapsedTime(_metadataArrived, arrived).TotalMilliseconds), length);
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
