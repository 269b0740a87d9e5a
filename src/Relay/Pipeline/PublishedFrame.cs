using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>One processed frame as all outputs share it: encoded once, immutable once published, counted by its holders.</summary>
/// <remarks>
/// <b>Threading:</b> written by the lane that made it until published, read by any thread after. <b>Ownership:</b> starts
/// with one reference; every queue that keeps it adds one; the last <see cref="Release"/> returns all buffers.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "Counted by its holders: the last Release disposes.")]
internal sealed class PublishedFrame
{
    /// <summary>First guess of a header's size, bytes: about ten detections.</summary>
    private const int HeaderBytes = 1536;

    private const double LongestUplinkMs = 60_000;

    /// <summary>More than a clock is off after a few pings over any link that carries pictures, milliseconds.</summary>
    private const double LargestClockErrorMs = 1_000;

    private readonly CameraFrame _camera;
    private readonly PooledBytes _annotated;
    private readonly PooledBytes _header = new(HeaderBytes);
    private readonly Detection[] _detections;
    private readonly int _detectionCount;
    private readonly int _weakCount;
    private long[] _trackIds = [];
    private int _references = 1;
    private int _handedOver;
    private int _queued;

    /// <summary>Takes over the camera's frame and the annotated JPEG; copies the detections.</summary>
    /// <param name="camera">The frame.</param>
    /// <param name="annotated">The JPEG with boxes and labels.</param>
    /// <param name="detections">What was found, strongest first.</param>
    /// <param name="result">What else the lane found out.</param>
    /// <param name="weakCount">How many of the detections, the last ones, are too weak for anyone but the tracker.</param>
    /// <param name="trackIds">The detections' tracks; none where they are not known yet.</param>
    public PublishedFrame(
        CameraFrame camera, PooledBytes annotated, ReadOnlySpan<Detection> detections, FrameResult result, int weakCount = 0,
        ReadOnlySpan<long> trackIds = default)
    {
        _camera = camera;
        _annotated = annotated;
        Result = result;
        _weakCount = weakCount;
        _detectionCount = detections.Length - weakCount;
        if (!trackIds.IsEmpty)
            trackIds.CopyTo(RentTrackIds());
        _detections = ArrayPool<Detection>.Shared.Rent(detections.Length);
        detections.CopyTo(_detections);
    }

    /// <summary>What the lane found out.</summary>
    public FrameResult Result { get; }

    /// <summary>Published frame number: strictly increasing while the stream lives. Set when it is published.</summary>
    public long Number { get; private set; }

    /// <summary>Who sent the frame.</summary>
    public ICameraSource Source => _camera.Source;

    /// <summary>The camera's own frame number.</summary>
    public long CameraNumber => _camera.Number;

    /// <summary>Capture time on the camera's clock, Unix milliseconds.</summary>
    public double Timestamp => _camera.Timestamp;

    /// <summary>What the camera told of the frame's time beyond that.</summary>
    public CameraTimes CameraTimes => _camera.Times;

    /// <summary>Capture time on the server's clock, Unix milliseconds; null while the camera's offset is unknown.</summary>
    public double? CapturedAtMs { get; private set; }

    /// <summary>When the frame's age begins, server clock, Unix milliseconds: its capture, or its arrival where that is not known.</summary>
    /// <remarks>A capture after the arrival, or more than a minute before it, is a wrong clock and no delay.</remarks>
    public double BornAtMs => UplinkMs is { } uplink ? ArrivedAtMs - uplink : ArrivedAtMs;

    /// <summary>From capture to arrival, milliseconds; null where the capture time is not known or not to be believed.</summary>
    /// <remarks>A capture after the arrival, by less than a clock's error, is one at the arrival.</remarks>
    public double? UplinkMs
    {
        get
        {
            double? uplink = ArrivedAtMs - CapturedAtMs;
            return uplink is > -LargestClockErrorMs and < LongestUplinkMs ? Math.Max(0, uplink.Value) : null;
        }
    }

    private double ArrivedAtMs => Result.ProcessedAtUs / 1000.0 - Result.ProcessingMs;

    /// <summary>The <c>frame_metadata</c> message, UTF-8.</summary>
    public ReadOnlyMemory<byte> Header => _header.Written;

    /// <summary>The JPEG with boxes and labels.</summary>
    public ReadOnlyMemory<byte> Annotated => _annotated.Written;

    /// <summary>The JPEG as the camera sent it.</summary>
    public ReadOnlyMemory<byte> Original => _camera.Jpeg;

    /// <summary>What was found, strongest first.</summary>
    public ReadOnlySpan<Detection> Detections => _detections.AsSpan(0, _detectionCount);

    /// <summary>Which object each detection is; empty where the stream has no tracker.</summary>
    public ReadOnlySpan<long> TrackIds => _trackIds.AsSpan(0, Math.Min(_trackIds.Length, _detectionCount));

    /// <summary>Gives its detections to the stream's tracker, which names their tracks. Called once, before it is sealed.</summary>
    /// <param name="tracker">The tracker.</param>
    /// <param name="sequence">The frame's place in the publishing order.</param>
    public void Track(StreamTracker tracker, long sequence)
    {
        ReadOnlySpan<Detection> detections = _detections.AsSpan(0, _detectionCount + _weakCount);
        tracker.Update(new DetectedFrame(_camera, sequence, Result.Size, detections, Result.ConfidenceThreshold), RentTrackIds());
    }

    /// <summary>Gives the frame its number and writes its header. Called once, before anyone else sees it.</summary>
    public void Seal(long number, FrameHeaderWriter writer)
    {
        Number = number;
        CapturedAtMs = (CameraTimes.OffsetMs ?? Source.ClockOffsetMs) is { } offset ? Timestamp + offset : null;
        writer.Write(this, _header);
    }

    /// <summary>Whether it lies, as published, in someone's queue or is on its way into someone's socket.</summary>
    public bool IsQueued => Volatile.Read(ref _queued) > 0;

    /// <summary>Notes that it lies in one more queue as published, or is to.</summary>
    public void OnQueued() => Interlocked.Increment(ref _queued);

    /// <summary>Notes that one of those is done with it.</summary>
    public void OnSentOrDropped() => Interlocked.Decrement(ref _queued);

    /// <summary>True for the first caller: the frame has reached a first viewer's socket.</summary>
    public bool TryMarkHandedOver() => Interlocked.Exchange(ref _handedOver, 1) == 0;

    /// <summary>Adds a holder. The caller must hold a reference itself.</summary>
    public void AddReference() => Interlocked.Increment(ref _references);

    /// <summary>Lets go; the last one returns the buffers.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) > 0)
            return;
        _camera.Dispose();
        _annotated.Dispose();
        _header.Dispose();
        ArrayPool<Detection>.Shared.Return(_detections);
        if (_trackIds.Length > 0)
            ArrayPool<long>.Shared.Return(_trackIds);
    }

    private long[] RentTrackIds() => _trackIds = ArrayPool<long>.Shared.Rent(Math.Max(1, _detectionCount + _weakCount));
}
