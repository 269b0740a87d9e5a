using System.IO.Pipelines;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>One endless HTTP answer: the frames that wait for its client, and the loop that writes them.</summary>
/// <remarks>
/// A client that reads slowly skips frames and, where it takes nothing at all, is let go. <b>Threading:</b> one loop of its own;
/// <see cref="Offer"/> is called by the publishing lane and only fills a queue.
/// </remarks>
internal sealed class OutputSession : IFrameSink, ISocketSession, IDisposable
{
    /// <summary>How often the loop looks up while no frame comes.</summary>
    private static readonly TimeSpan IdleTick = TimeSpan.FromSeconds(1);

    private readonly LiveStream _stream;
    private readonly ViewerQueue _queue;
    private readonly FramePacer _pacer;
    private readonly RelayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly TimeSpan _stallTimeout;
    private readonly ViewerMeter _sent;
    private readonly WakeSignal _wake = new();
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _endWakes;
    private readonly ITimer _tick;
    private CloseReason? _reason;
    private long _sendingSince;

    /// <summary>Makes the session of a request.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">Queue and stall limits.</param>
    /// <param name="output">The form of the answer.</param>
    /// <param name="maxFps">Most frames a second; null for all.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="time">The clock.</param>
    /// <param name="aborted">Cancelled when the client is gone.</param>
    public OutputSession(
        LiveStream stream, ViewerOptions options, OutputKind output, double? maxFps, RelayMetrics metrics, TimeProvider time,
        CancellationToken aborted)
    {
        _stream = stream;
        _metrics = metrics;
        _time = time;
        _stallTimeout = options.StallTimeout;
        _sent = new ViewerMeter(stream.Statistics.Traffic, output, time);
        _queue = new ViewerQueue(options.QueueFrames);
        _pacer = new FramePacer(time);
        if (maxFps is { } limit)
            _pacer.SetMaxFps(limit);
        _end = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _endWakes = _end.Token.Register(static wake => ((WakeSignal)wake!).Set(), _wake);
        _tick = time.CreateTimer(static session => ((OutputSession)session!).OnTick(), this, IdleTick, IdleTick);
    }

    /// <inheritdoc/>
    public ViewerSample? Feedback => null;

    /// <inheritdoc/>
    public ViewerTraffic? Sent => _sent.PerSecond;

    /// <inheritdoc/>
    public CloseReason? CloseReason => Volatile.Read(ref _reason);

    /// <inheritdoc/>
    public void Offer(PublishedFrame frame)
    {
        if (!_pacer.TryPass())
            _metrics.OnDropped(DropReason.ViewerRate);
        else if (_queue.Add(new OutgoingFrame(frame)))
            _metrics.OnDropped(DropReason.ViewerQueueFull);
        _wake.Set();
    }

    /// <inheritdoc/>
    public void RequestClose(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null)
            return;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The client left in this very moment, and the session with it.
        }
    }

    /// <summary>Writes until the client is gone, takes nothing for too long, or the server stops.</summary>
    public async Task RunAsync(IOutputFormat format, PipeWriter body)
    {
        try
        {
            format.Begin(body);
            format.WriteIdle(_stream, body);
            await FlushAsync(format, body);
            while (!_end.IsCancellationRequested)
            {
                if (await TryWriteFrameAsync(format, body))
                    continue;
                if (format.WriteIdle(_stream, body))
                    await FlushAsync(format, body);
                await _wake.WaitAsync();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone, or is to go.
        }
        Interlocked.CompareExchange(ref _reason, CloseReason.PeerClosed, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tick.Dispose();
        _endWakes.Dispose();
        _end.Dispose();
        _queue.Close();
    }

    private async ValueTask<bool> TryWriteFrameAsync(IOutputFormat format, PipeWriter body)
    {
        if (_queue.Take() is not { } outgoing)
            return false;
        PublishedFrame frame = outgoing.Frame;
        try
        {
            format.Write(frame, body);
            await FlushAsync(format, body);
            if (frame.TryMarkHandedOver())
                _stream.Statistics.OnHandedOver(frame);
        }
        finally
        {
            outgoing.Release();
        }
        return true;
    }

    private async ValueTask FlushAsync(IOutputFormat format, PipeWriter body)
    {
        long bytes = body.UnflushedBytes;
        Interlocked.Exchange(ref _sendingSince, _time.GetTimestamp());
        await body.FlushAsync(_end.Token);
        _sent.OnSent(format.Kind, bytes);
        Interlocked.Exchange(ref _sendingSince, 0);
    }

    private void OnTick()
    {
        if (Interlocked.Read(ref _sendingSince) is > 0 and var since && _time.GetElapsedTime(since) >= _stallTimeout)
            RequestClose(CloseReason.Stalled);
        _wake.Set();
    }
}
