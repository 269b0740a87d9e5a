using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Ingest;
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

    private readonly CameraFrame _camera;
    private readonly PooledBytes _annotated;
    private readonly PooledBytes _header = new(HeaderBytes);
    private readonly Detection[] _detections;
    private readonly int _detectionCount;
    private int _references = 1;
    private int _handedOver;

    /// <summary>Takes over the camera's frame and the annotated JPEG; copies the detections.</summary>
    public PublishedFrame(CameraFrame camera, PooledBytes annotated, ReadOnlySpan<Detection> detections, FrameResult result)
    {
        _camera = camera;
        _annotated = annotated;
        Result = result;
        _detectionCount = detections.Length;
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

    /// <summary>Capture time on the server's clock, Unix milliseconds; null while the camera's offset is unknown.</summary>
    public double? CapturedAtMs { get; private set; }

    /// <summary>When the frame's age begins, server clock, Unix milliseconds: its capture, or its arrival where that is not known.</summary>
    /// <remarks>A capture after the arrival, or more than a minute before it, is a wrong clock and no delay.</remarks>
    public double BornAtMs
    {
        get
        {
            double arrived = Result.ProcessedAtMs - Result.ProcessingMs;
            return CapturedAtMs is { } captured && captured <= arrived && arrived - captured < LongestUplinkMs ? captured : arrived;
        }
    }

    /// <summary>The <c>frame_metadata</c> message, UTF-8.</summary>
    public ReadOnlyMemory<byte> Header => _header.Written;

    /// <summary>The JPEG with boxes and labels.</summary>
    public ReadOnlyMemory<byte> Annotated => _annotated.Written;

    /// <summary>The JPEG as the camera sent it.</summary>
    public ReadOnlyMemory<byte> Original => _camera.Jpeg;

    /// <summary>What was found, strongest first.</summary>
    public ReadOnlySpan<Detection> Detections => _detections.AsSpan(0, _detectionCount);

    /// <summary>Gives the frame its number and writes its header. Called once, before anyone else sees it.</summary>
    public void Seal(long number, FrameHeaderWriter writer)
    {
        Number = number;
        CapturedAtMs = Source.ClockOffsetMs is { } offset ? Timestamp + offset : null;
        writer.Write(this, _header);
    }

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
    }
}
