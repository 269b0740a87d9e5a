using System.Collections.Immutable;
using System.ComponentModel;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.H264;

/// <summary>One stream's encoder for all viewers of a tier: feeds it, hands its units out, and starts it anew when it dies, stalls or the size changes.</summary>
/// <remarks><b>Threading:</b> frames come from the publishing lane, units from the encoder's reader thread; one loop of its own between them.</remarks>
internal sealed partial class H264Feed : IFrameSink, IAsyncDisposable
{
    /// <summary>Frames that wait for the encoder; as many as for a viewer.</summary>
    private const int QueuedFrames = 2;

    /// <summary>Wait before the first restart; doubled with each failure in a row, up to the longest: with a start it is less than 2 s of JPEG.</summary>
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100), LongestDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long the first unit may take: a program is loaded, on a busy machine.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    /// <summary>How often a stall is looked for.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    private readonly LiveStream _stream;
    private readonly PictureTier _tier;
    private readonly string _encoder;
    private readonly H264Options _options;
    private readonly int _smallLongSidePx;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ViewerQueue _frames = new(QueuedFrames);
    private readonly WakeSignal _wake = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FrameHeaderWriter _header = new();
    private readonly Task _loop;
    private ImmutableArray<IUnitSink> _sinks = [];
    private PendingFrames? _inEncoder;
    private bool _healthy;
    private bool _keyWanted;
    private bool _keyUnderWay;

    /// <summary>Attaches itself to the stream and begins.</summary>
    public H264Feed(LiveStream stream, PictureTier tier, string encoder, H264Options options, int smallLongSidePx, TimeProvider time, ILogger logger)
    {
        _stream = stream;
        _tier = tier;
        _encoder = encoder;
        _options = options;
        _smallLongSidePx = smallLongSidePx;
        _time = time;
        _logger = logger;
        stream.AttachSink(this);
        _loop = RunAsync();
    }

    /// <inheritdoc/>
    public ViewerSample? Feedback => null;

    /// <summary>None: its viewers are counted themselves.</summary>
    public int ViewerCount => 0;

    /// <inheritdoc/>
    public bool WantsFullRate => _sinks.Any(sink => sink.WantsFullRate);

    /// <summary>Whether units come; while they do not, viewers take JPEG.</summary>
    public bool IsHealthy => Volatile.Read(ref _healthy);

    /// <summary>Adds a viewer.</summary>
    public void Add(IUnitSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, added) => sinks.Add(added), sink);

    /// <summary>Removes a viewer; true if it was the last one.</summary>
    public bool Remove(IUnitSink sink)
    {
        ImmutableInterlocked.Update(ref _sinks, static (sinks, removed) => sinks.Remove(removed), sink);
        return _sinks.IsEmpty;
    }

    /// <summary>Whether a key frame that is asked for now comes at once, or is under way; else one was forced too short a time ago.</summary>
    public bool IsKeyNear => Volatile.Read(ref _keyUnderWay) || Volatile.Read(ref _inEncoder) is { MayForceKey: true };

    /// <summary>Asks that a frame soon be a key frame; any number of wishes are one, and so is one that is being encoded.</summary>
    public void RequestKey()
    {
        if (!Volatile.Read(ref _keyUnderWay))
            Volatile.Write(ref _keyWanted, true);
    }

    /// <inheritdoc/>
    public void Offer(PublishedFrame frame)
    {
        _frames.Add(new OutgoingFrame(frame));
        _wake.Set();
    }

    /// <summary>Detaches itself and ends the encoder.</summary>
    public async ValueTask DisposeAsync()
    {
        _stream.DetachSink(this);
        await _stop.CancelAsync();
        _wake.Set();
        await _loop;
        _frames.Close();
        _header.Dispose();
        _stop.Dispose();
        Log.Stopped(_logger, _stream.Token);
    }

    private async Task RunAsync()
    {
        TimeSpan delay = FirstDelay;
        PublishedFrame? next = null;
        try
        {
            while ((next ?? await NextAsync(null)) is { } first)
            {
                long started = _time.GetTimestamp();
                (string? failure, next) = await EncodeAsync(first);
                Volatile.Write(ref _healthy, false);
                Volatile.Write(ref _keyUnderWay, false);
                if (failure is null)
                    continue;
                // One that had worked for a while begins anew with the short wait.
                delay = _time.GetElapsedTime(started) > LongestDelay ? FirstDelay : delay;
                Log.Failed(_logger, _stream.Token, failure, delay.TotalMilliseconds);
                await Task.Delay(delay, _time, _stop.Token);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
        }
        catch (OperationCanceledException)
        {
            // The last viewer left.
        }
        next?.Release();
    }

    // Runs one encoder while frames have its size. Gives the reason if it failed, and the frame that is for the next one.
    private async Task<(string? Failure, PublishedFrame? Next)> EncodeAsync(PublishedFrame first)
    {
        PixelSize size = first.Result.Size;
        UnitPicture picture = UnitPicture.Of(_tier, size, _options, _smallLongSidePx);
        var pending = new PendingFrames(_options.MinKeyFrameDistance, _time);
        Volatile.Write(ref _inEncoder, pending);
        PublishedFrame? frame = first;
        EncoderProcess? encoder = null;
        try
        {
            encoder = EncoderProcess.Start(
                _options.FfmpegPath, EncoderArguments.Stream(_encoder, picture, _options), size, unit => OnUnit(pending, picture, unit), _wake.Set);
            Log.Started(_logger, _stream.Token, encoder.Id, picture.Size.ToString());
            await using ITimer watch = _time.CreateTimer(_ => Watch(encoder, pending), null, WatchInterval, WatchInterval);
            await encoder.BeginAsync(_stop.Token);
            while (frame is not null && frame.Result.Size == size)
            {
                ReadOnlyMemory<byte> jpeg = frame.Annotated;
                long timeMs = pending.Add(frame, TakeKeyWish(pending));
                frame = null;
                await encoder.WriteAsync(jpeg, timeMs, _stop.Token);
                frame = await NextAsync(encoder);
            }
            return frame is null && encoder.HasEnded ? ($"it ended: {encoder.LastError}", null) : (null, Interlocked.Exchange(ref frame, null));
        }
        catch (Exception e) when (e is IOException or Win32Exception)
        {
            return (encoder is null ? e.Message : $"it broke off: {encoder.LastError}", null);
        }
        finally
        {
            encoder?.Dispose();
            pending.Clear();
            frame?.Release();
        }
    }

    private bool TakeKeyWish(PendingFrames pending)
    {
        if (!Volatile.Read(ref _keyWanted) || !pending.MayForceKey)
            return false;
        Volatile.Write(ref _keyUnderWay, true);
        Volatile.Write(ref _keyWanted, false);
        return true;
    }

    // The next frame; null when the encoder has ended or the feed is to.
    private async ValueTask<PublishedFrame?> NextAsync(EncoderProcess? encoder)
    {
        while (!_stop.IsCancellationRequested && encoder is not { HasEnded: true })
        {
            if (_frames.Take() is { } outgoing)
                return outgoing.Frame;
            await _wake.WaitAsync();
        }
        return null;
    }

    private void OnUnit(PendingFrames pending, UnitPicture picture, in EncodedUnit encoded)
    {
        if (pending.Take(encoded.TimeMs) is not { } frame)
        {
            encoded.Data.Dispose();
            return;
        }
        var unit = new H264Unit(frame, _tier, picture.Size, encoded, _time.GetTimestamp(), _header);
        Volatile.Write(ref _healthy, true);
        if (unit.IsKey)
            Volatile.Write(ref _keyUnderWay, false);
        foreach (IUnitSink sink in _sinks)
            sink.Offer(unit);
        unit.Release();
    }

    private void Watch(EncoderProcess encoder, PendingFrames pending)
    {
        if (pending.OwedFor > (IsHealthy ? _options.StallTimeout : StartLimit))
            encoder.Kill();
    }
}
