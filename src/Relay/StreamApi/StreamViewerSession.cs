using System.Net.WebSockets;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>A viewer of the older protocol: gets each frame as base64 in JSON, with the queue that every viewer has.</summary>
/// <remarks>It watches from the start; <c>leave_stream</c> ends that, <c>join_stream</c> begins it again.</remarks>
internal sealed class StreamViewerSession(
    WebSocket socket, StreamToken token, StreamRegistry streams, StreamDirectory directory, ViewerOptions viewers, StreamSocketLimits limits,
    RelayMetrics metrics, TimeProvider time)
    : StreamSocketSession(socket, token, limits, time), IFrameSink
{
    private readonly ViewerQueue _queue = new(viewers.QueueFrames);
    private readonly FrameMessageWriter _writer = new();
    private LiveStream? _stream;
    private ViewerMeter? _sent;

    /// <summary>Nothing: the older protocol has no reports.</summary>
    public ViewerSample? Feedback => null;

    /// <inheritdoc/>
    public ViewerTraffic? Sent => Volatile.Read(ref _sent)?.PerSecond;

    /// <inheritdoc/>
    public void Offer(PublishedFrame frame)
    {
        if (_queue.Add(new OutgoingFrame(frame)))
            metrics.OnDropped(DropReason.ViewerQueueFull);
        Wake.Set();
    }

    /// <summary>Begins to watch.</summary>
    public void Join()
    {
        if (Volatile.Read(ref _stream) is not null)
            return;
        if (streams.GetOrAdd(Token) is not { } stream)
        {
            Strike(new("too_many_streams", "Too many streams are live (Streams:MaxStreams)."));
            return;
        }
        Volatile.Write(ref _sent, new ViewerMeter(stream.Statistics.Traffic, OutputKind.Base64, Time));
        Volatile.Write(ref _stream, stream);
        stream.AttachSink(this);
        Post(directory.Find(Token));
    }

    /// <inheritdoc/>
    protected override void OnMessage(ReadOnlySpan<byte> utf8, in StreamMessage message)
    {
        switch (message.Type)
        {
            case StreamMessageType.JoinStream:
                Join();
                break;
            case StreamMessageType.LeaveStream:
                Leave();
                Post(directory.Find(Token));
                break;
            case StreamMessageType.StreamInfo:
                Post(directory.Find(Token));
                break;
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<bool> TrySendMoreAsync()
    {
        if (_queue.Take() is not { } outgoing)
            return false;
        PublishedFrame frame = outgoing.Frame;
        try
        {
            if (Volatile.Read(ref _stream) is not { } stream)
                return true;
            ReadOnlyMemory<byte> message = _writer.Write(frame, Token.Value, QualityNames.Of(frame.Result.Size));
            await SendTextAsync(message);
            Volatile.Read(ref _sent)?.OnSent(OutputKind.Base64, message.Length);
            if (frame.TryMarkHandedOver())
                stream.Statistics.OnHandedOver(frame);
        }
        finally
        {
            outgoing.Release();
        }
        return true;
    }

    /// <inheritdoc/>
    protected override void OnEnded() => Leave();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Leave();
        _queue.Close();
        _writer.Dispose();
    }

    private void Leave() => Interlocked.Exchange(ref _stream, null)?.DetachSink(this);
}
