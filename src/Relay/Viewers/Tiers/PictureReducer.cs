using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Viewers.Tiers;

/// <summary>Makes the pictures of the lower tiers, once for all viewers of a tier, and only while someone asks.</summary>
/// <remarks>
/// <b>Threading:</b> asked by publishing lanes, which never wait: a newer frame takes the place of one not begun. Works on a named
/// thread of its own. <b>Ownership:</b> the container disposes, which ends the thread.
/// </remarks>
internal sealed partial class PictureReducer : IDisposable
{
    /// <summary>
    /// How long after it was asked for a picture waits at most for the sockets of those who get the frame as published: on a machine of few
    /// cores one weak viewer would cost the others a millisecond of each frame; benchmarks/Load, scenario weak-link.
    /// </summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(6);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly List<Reduction> _waiting = [];
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ViewerOptions _options;
    private readonly long _maxPixels;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Thread? _thread;

    /// <summary>Makes it; the thread starts with the first request.</summary>
    public PictureReducer(IOptions<ViewerOptions> options, IOptions<IngestOptions> ingest, TimeProvider time, ILogger<PictureReducer> logger)
    {
        _options = options.Value;
        _maxPixels = ingest.Value.MaxFramePixels;
        _time = time;
        _logger = logger;
    }

    /// <summary>Asks for a frame's picture; the receiver is called on the reducer's thread, and only for the newest frame.</summary>
    public void Request(in ReductionKey key, PublishedFrame frame, Action<OutgoingFrame> receiver)
    {
        PublishedFrame? replaced = null;
        lock (_lock)
        {
            if (_stop.IsCancellationRequested)
                return;
            ReductionKey wanted = key;
            int index = _waiting.FindIndex(waiting => waiting.Key == wanted);
            if (index < 0 || !ReferenceEquals(_waiting[index].Frame, frame))
            {
                frame.AddReference();
                var reduction = new Reduction(key, frame, _time.GetTimestamp());
                if (index < 0)
                    _waiting.Add(reduction);
                else
                    (replaced, _waiting[index]) = (_waiting[index].Frame, reduction);
                index = index < 0 ? _waiting.Count - 1 : index;
                _work.Release();
            }
            _waiting[index].Receivers.Add(receiver);
            StartLocked();
        }
        replaced?.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _stop.Cancel();
        _thread?.Join();
        foreach (Reduction reduction in _waiting)
            reduction.Frame.Release();
        _work.Dispose();
        _stop.Dispose();
    }

    private void StartLocked()
    {
        if (_thread is not null)
            return;
        _thread = new Thread(Run) { IsBackground = true, Name = "picture-reducer" };
        _thread.Start();
    }

    private void Run()
    {
        using var reducer = new JpegReducer();
        using var header = new FrameHeaderWriter();
        try
        {
            while (true)
            {
                _work.Wait(_stop.Token);
                if (Take() is not { } reduction)
                    continue;
                // From the request on: where requests wait for one another their head starts run together.
                while (reduction.Frame.IsQueued && _time.GetElapsedTime(reduction.RequestedAt) < HeadStart && !_stop.IsCancellationRequested)
                    _stop.Token.WaitHandle.WaitOne(LookInterval);
                Process(reduction, reducer, header);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    // A replaced request leaves a count behind with nothing to do.
    private Reduction? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
                return null;
            Reduction first = _waiting[0];
            _waiting.RemoveAt(0);
            return first;
        }
    }

    private void Process(Reduction reduction, JpegReducer reducer, FrameHeaderWriter header)
    {
        try
        {
            if (Reduce(reduction, reducer, header) is not { } picture)
                return;
            foreach (Action<OutgoingFrame> receiver in reduction.Receivers)
                receiver(new OutgoingFrame(reduction.Frame, reduction.Key.Tier, picture));
            picture.Release();
        }
        // The boundary of one picture: what goes wrong with it costs its viewers one frame.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.Failed(_logger, e);
        }
        finally
        {
            reduction.Frame.Release();
        }
    }

    private ReducedPicture? Reduce(Reduction reduction, JpegReducer reducer, FrameHeaderWriter header)
    {
        (PublishedFrame frame, ReductionKey key) = (reduction.Frame, reduction.Key);
        ReadOnlyMemory<byte> source = key.Original ? frame.Original : frame.Annotated;
        bool isSmall = key.Tier == PictureTier.Small;
        int longSide = isSmall ? _options.SmallLongSidePx : int.MaxValue;
        int quality = isSmall ? _options.SmallJpegQuality : _options.CoarseJpegQuality;
        var jpeg = new PooledBytes(source.Length);
        if (reducer.Reduce(source.Span, _maxPixels, longSide, quality, jpeg, out PixelSize size) != JpegOutcome.Ok)
        {
            jpeg.Dispose();
            return null;
        }
        if (size == frame.Result.Size)
            return new ReducedPicture(null, jpeg, _time.GetTimestamp());
        var metadata = new PooledBytes(frame.Header.Length);
        header.Write(frame, size, metadata);
        return new ReducedPicture(metadata, jpeg, _time.GetTimestamp());
    }
}
