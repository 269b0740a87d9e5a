using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>Holds a stream's newest frame while somebody may ask for it.</summary>
/// <remarks>
/// <b>Threading:</b> the publishing lane offers, any thread takes. <b>Ownership:</b> it holds one reference; each taker gets one of its own.
/// </remarks>
internal sealed class LatestFrame : IFrameSink
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = NewSignal();
    private PublishedFrame? _newest;
    private bool _closed;

    /// <inheritdoc/>
    public ViewerSample? Feedback => null;

    /// <inheritdoc/>
    public int ViewerCount => 0;

    /// <summary>Completes when a frame newer than the present one comes.</summary>
    public Task Next
    {
        get
        {
            lock (_lock)
                return _next.Task;
        }
    }

    /// <inheritdoc/>
    public void Offer(PublishedFrame frame)
    {
        PublishedFrame? before;
        TaskCompletionSource arrived;
        lock (_lock)
        {
            if (_closed)
                return;
            frame.AddReference();
            before = _newest;
            _newest = frame;
            arrived = _next;
            _next = NewSignal();
        }
        before?.Release();
        arrived.SetResult();
    }

    /// <summary>The newest frame with a reference for the caller, who releases it; null before the first.</summary>
    public PublishedFrame? Take()
    {
        lock (_lock)
        {
            _newest?.AddReference();
            return _newest;
        }
    }

    /// <summary>Lets go of the frame, and takes no other.</summary>
    public void Close()
    {
        PublishedFrame? last;
        lock (_lock)
        {
            _closed = true;
            last = _newest;
            _newest = null;
        }
        last?.Release();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
