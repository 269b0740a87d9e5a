using System.Net.WebSockets;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers.Link;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>One viewer's socket: its send loop, its receive (feedback) loop, its close.</summary>
/// <remarks><b>Threading:</b> two loops of its own; <see cref="Offer"/> is called by the publishing lane and only fills a queue.</remarks>
internal sealed class ViewerSession : IFrameSink, ISocketSession, IAsyncDisposable
{
    /// <summary>Bounds that a report's numbers are clamped to: frames a second, milliseconds, frames.</summary>
    private const double MaxFps = 1000, MaxLatencyMs = 600_000, MaxQueueSize = 10_000;

    private readonly ViewerOptions _options;
    private readonly RelayMetrics _metrics;
    private readonly StreamStatistics _statistics;
    private readonly PictureReducer _reducer;
    private readonly Action<OutgoingFrame> _enqueue;
    private readonly TimeProvider _time;
    private readonly MessageReader _reader;
    private readonly AckWindow _window;
    private readonly ViewerLink _link;
    private readonly ViewerOutbox _outbox;
    private readonly SocketLifetime _lifetime;
    private readonly FramePacer _pacer;
    private readonly H264Subscription _h264;
    private readonly ErrorStrikes _strikes;
    private readonly ITimer _stallWatch;
    private readonly long _id = Interlocked.Increment(ref _lastId);
    private ViewerReport? _report;
    private ClockReading? _clock;
    private bool _wantsH264;
    private double _maxLongSidePx = double.PositiveInfinity;

    // Counts sessions; written by Interlocked only.
    private static long _lastId;

    /// <summary>Wraps an accepted socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="backlog">What the kernel holds of it.</param>
    /// <param name="wishes">What its address says.</param>
    /// <param name="stream">The stream it watches.</param>
    /// <param name="options">Limits.</param>
    /// <param name="units">Where access units wait for it.</param>
    /// <param name="feeds">The encoders.</param>
    /// <param name="reducer">Makes lower tiers.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="time">The clock.</param>
    public ViewerSession(
        WebSocket socket, SocketBacklog backlog, ViewerWishes wishes, LiveStream stream, ViewerOptions options, UnitQueue units, H264Feeds feeds,
        PictureReducer reducer, RelayMetrics metrics, TimeProvider time)
    {
        _statistics = stream.Statistics;
        _options = options;
        _metrics = metrics;
        _reducer = reducer;
        _enqueue = Enqueue;
        _time = time;
        _reader = new MessageReader(socket, new MessageLimits(options.MaxTextBytes, 0, options.MaxMessageBytes));
        _window = new AckWindow(options.AckWindow, options.AckTimeout, wishes.Acks, time);
        _link = new ViewerLink(wishes.TakesSmaller, time);
        _outbox = new ViewerOutbox(socket, backlog, wishes.Acks, options, _window, _link, units, _statistics, metrics, time);
        _lifetime = new SocketLifetime(socket, _outbox.Wake, time);
        _pacer = new FramePacer(time);
        _h264 = new H264Subscription(feeds, stream, units, _outbox.Wake, choice => _outbox.Post(new ViewerReply(Codec: choice)), time);
        _strikes = new ErrorStrikes(options.MaxStrikes);
        _stallWatch = time.CreateTimer(
            static state => ((ViewerSession)state!).CheckStall(), this, options.StallTimeout / 10, options.StallTimeout / 10);
    }

    /// <inheritdoc/>
    public ViewerSample? Feedback =>
        Volatile.Read(ref _report) is { } report && _time.GetElapsedTime(report.ReceivedAt) < _options.ReportLifetime ? report.Sample : null;

    /// <inheritdoc/>
    public ViewerTraffic? Sent => _outbox.Sent;

    /// <inheritdoc/>
    public ClockReading? Clock => Volatile.Read(ref _clock);

    /// <inheritdoc/>
    public CloseReason? CloseReason => _lifetime.Reason;

    /// <inheritdoc/>
    public void Offer(PublishedFrame frame)
    {
        _h264.Follow(_link.UnitTier);
        if (!_h264.TakesJpeg(frame))
            return;
        bool original = _outbox.OriginalJpeg;
        _link.OnPublished(frame.Header.Length + (original ? frame.Original : frame.Annotated).Length, BestTier(frame.Result.Size));
        if (!_pacer.TryPass())
        {
            _metrics.OnDropped(DropReason.ViewerRate);
            return;
        }
        PictureTier tier = _link.TierOf(frame.Result.ProcessedAtMs - frame.BornAtMs, _window.UnderWay);
        if (tier == PictureTier.Full)
            Enqueue(new OutgoingFrame(frame));
        else
            _reducer.Request(new ReductionKey(_statistics, tier, original), frame, _enqueue);
    }

    /// <inheritdoc/>
    public void OnDecision(ControlDecision decision) =>
        _link.Limit(decision.LoweredTiers.GetValueOrDefault(_id), decision.DelayObjectiveMs);

    /// <inheritdoc/>
    public void RequestClose(CloseReason reason) => _lifetime.RequestClose(reason);

    /// <summary>Says whether the viewer asks for H.264. It cannot have the camera's own picture that way, nor a smaller one, nor fewer frames than there are.</summary>
    public void WantH264(bool wanted)
    {
        // Share of the stream's frames that a rate must let through to count as all of them.
        const double NearlyAll = 0.9;
        _wantsH264 = wanted;
        bool isWhole = !_outbox.OriginalJpeg && Volatile.Read(ref _maxLongSidePx) > _options.SmallLongSidePx;
        _h264.Want(wanted && isWhole && _pacer.MaxFps >= _statistics.Published.PerSecond * NearlyAll);
    }

    /// <summary>Runs the socket to its end.</summary>
    public async Task RunAsync()
    {
        Task receive = _lifetime.ReceiveAsync(_reader, OnMessage);
        await _outbox.RunAsync(_lifetime);
        await _lifetime.EndReceiveAsync(receive);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _h264.DisposeAsync();
        _stallWatch.Dispose();
        _lifetime.Dispose();
        _outbox.Dispose();
        _reader.Dispose();
    }

    // The small tier is what there is below the camera's size: for a viewer to which it is enough, of a picture that it makes smaller.
    private PictureTier BestTier(PixelSize size) =>
        Volatile.Read(ref _maxLongSidePx) <= _options.SmallLongSidePx && Math.Max(size.Width, size.Height) > _options.SmallLongSidePx
            ? PictureTier.Small : PictureTier.Full;

    private void Enqueue(OutgoingFrame frame)
    {
        if (_outbox.Offer(frame))
            _metrics.OnDropped(DropReason.ViewerQueueFull);
    }

    private void OnMessage(MessageKind kind)
    {
        if (kind == MessageKind.Binary)
            Strike(new("binary_from_viewer", "A viewer sends text messages only."));
        else if (_reader.Length > _options.MaxTextBytes)
            Strike(new("text_too_large", $"The text has {_reader.Length} bytes; at most {_options.MaxTextBytes} are read (Viewers:MaxTextBytes)."));
        else if (!JsonFields.TryRead(_reader.Buffer.AsSpan(0, (int)_reader.Length), out JsonFields fields))
            Strike(new("malformed_message", "A text must be one JSON object."));
        else
            OnFields(fields);
    }

    private void OnFields(in JsonFields fields)
    {
        switch (fields.Type)
        {
            case MessageType.FrameAck when fields.FrameNumber is { } number:
                _statistics.Waterfall.OnPainted(fields);
                if (_window.OnAck(number) is { } delivery)
                    _link.OnDelivered(delivery, Math.Min(_statistics.Published.PerSecond, _pacer.MaxFps));
                _outbox.Wake.Set();
                break;
            case MessageType.ClockPing when fields.T0 is { } t0:
                if (fields.RoundTripMs is { } roundTrip and > 0)
                    _link.OnRoundTrip(roundTrip);
                if (ClockReading.Of(fields) is { } clock)
                    Volatile.Write(ref _clock, clock);
                _outbox.Post(new ViewerReply(Ping: new ClockPing(t0), PingArrivedUs: _time.UnixMicroseconds()));
                break;
            case MessageType.PerformanceStats:
                OnReport(fields);
                break;
            case MessageType.Subscribe:
                if (fields.OverlayIsData is { } original)
                    _outbox.OriginalJpeg = original;
                if (fields.MaxFps is { } maxFps)
                    _pacer.SetMaxFps(maxFps);
                if (fields.MaxLongSidePx is { } longSide)
                    Volatile.Write(ref _maxLongSidePx, longSide);
                if (fields.MaxAgeMs is { } maxAge)
                    _outbox.MaxAgeMs = Math.Clamp(maxAge, ViewerOptions.LeastMaxAgeMs, _options.MaxFrameAgeMs);
                WantH264(fields.CodecIsH264 ?? _wantsH264);
                break;
        }
    }

    private void OnReport(in JsonFields fields)
    {
        ViewerSample before = _report?.Sample ?? new ViewerSample(0, double.NaN, 0);
        var sample = new ViewerSample(
            fields.Fps is { } fps ? Math.Clamp(fps, 0, MaxFps) : before.Fps,
            fields.Latency is { } latency ? Math.Clamp(latency, -MaxLatencyMs, MaxLatencyMs) : before.LatencyMs,
            fields.QueueSize is { } queue ? (int)Math.Clamp(queue, 0, MaxQueueSize) : before.QueueSize)
        {
            ViewerId = _id,
            MaxFps = _pacer.MaxFps,
            Tier = _link.SentTier,
            LowestTier = _link.LowestTier,
            LowersLateFrames = _link.LowersLateFrames,
            Downlink = Downlink(fields),
            PaintMs = fields.ShowMs ?? double.NaN,
        };
        Volatile.Write(ref _report, new ViewerReport(sample, _time.GetTimestamp()));
    }

    // The planner brings the numbers into their ranges.
    private static LinkSample? Downlink(in JsonFields fields) => fields.ReceivedFps is not { } fps || fields.FrameBytes is not { } bytes
        ? null
        : new LinkSample(fps, fields.ArrivalMs ?? double.NaN, fields.ReceiveMs ?? double.NaN, bytes)
        {
            SlowestBitsPerSecond = fields.SlowestReceiveKbps * 1000 ?? double.NaN,
            HighestWaitMs = fields.HighestWaitMs ?? double.NaN,
        };

    private void Strike(ProtocolError error)
    {
        _outbox.Post(new ViewerReply(error));
        if (_strikes.Add())
            RequestClose(CloseReason.TooManyErrors);
    }

    private void CheckStall()
    {
        if (_outbox.SendingFor >= _options.StallTimeout)
            RequestClose(CloseReason.Stalled);
    }
}
