using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Takes one frame at a time from JPEG to published frame: decode, detect, annotate, encode.</summary>
/// <remarks><b>Threading:</b> its own thread, see <see cref="LaneThreads"/>. <b>Ownership:</b> owns its codec.</remarks>
internal sealed partial class FrameLane : IDisposable
{
    /// <summary>First guess of an annotated JPEG's size relative to the camera's: boxes add a little.</summary>
    private const double AnnotatedGrowth = 1.25;

    private readonly IFrameCodec _codec;
    private readonly ModelCatalog _models;
    private readonly PipelineOptions _options;
    private readonly long _maxPixels;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Detection[] _detections;

    /// <summary>Makes a lane around a codec of its own.</summary>
    public FrameLane(
        IFrameCodec codec, ModelCatalog models, PipelineOptions options, long maxPixels, TimeProvider time, ILogger logger)
    {
        _codec = codec;
        _models = models;
        _options = options;
        _maxPixels = maxPixels;
        _time = time;
        _logger = logger;
        _detections = new Detection[options.MaxDetections];
    }

    /// <summary>Processes one frame to its end: published, or failed with a reason.</summary>
    public void Process(in FrameTurn turn)
    {
        long started = _time.GetTimestamp();
        try
        {
            OperatingPoint point = turn.Pipeline.Owner.OperatingPoint;
            JpegOutcome outcome = _codec.Decode(turn.Frame.Jpeg, _maxPixels, point.InferenceSize);
            if (outcome == JpegOutcome.Ok)
                Publish(turn, point, started, _time.GetTimestamp());
            else
                turn.Pipeline.Fail(turn.Frame, turn.Sequence, FrameErrors.Of(outcome, _maxPixels));
        }
        // The boundary of one frame: whatever a codec or an execution provider throws costs this frame only.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.FrameFailed(_logger, e);
            turn.Pipeline.Fail(turn.Frame, turn.Sequence, FrameErrors.Internal);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _codec.Dispose();

    private void Publish(in FrameTurn turn, in OperatingPoint point, long started, long decoded)
    {
        IPipelineOwner owner = turn.Pipeline.Owner;
        DetectorPool pool = _models[owner.ModelName];
        int found = Detect(pool, point, out long filled, out long inferred, out long collected);

        var annotated = new PooledBytes((int)(turn.Frame.Length * AnnotatedGrowth) + 4096);
        ReadOnlySpan<Detection> detections = _detections.AsSpan(0, found);
        _codec.Annotate(detections, pool.Labels);
        long drawn = _time.GetTimestamp();
        _codec.Encode(_options.JpegQuality, annotated);
        long encoded = _time.GetTimestamp();

        long arrived = turn.Frame.Arrived;
        var timings = new StageTimings(
            Ms(arrived, started), Ms(started, decoded), Ms(decoded, filled), Ms(filled, inferred),
            Ms(inferred, collected), Ms(collected, drawn), Ms(drawn, encoded));
        var result = new FrameResult(
            _codec.Size, point.InferenceSize, point.ConfidenceThreshold, pool.Labels, timings,
            Ms(arrived, encoded), _time.GetUtcNow().ToUnixTimeMilliseconds());
        turn.Pipeline.Complete(turn.Frame, turn.Sequence, new PublishedFrame(turn.Frame, annotated, detections, result));
    }

    private int Detect(DetectorPool pool, in OperatingPoint point, out long filled, out long inferred, out long collected)
    {
        Letterbox letterbox = Letterbox.Fit(_codec.Size, point.InferenceSize);
        IDetector detector = pool.Lease();
        try
        {
            _codec.FillInput(letterbox, detector.Input(letterbox.Input));
            filled = _time.GetTimestamp();
            detector.Run();
            inferred = _time.GetTimestamp();
            int found = detector.Collect(letterbox, point.ConfidenceThreshold, _detections);
            collected = _time.GetTimestamp();
            return found;
        }
        finally
        {
            pool.Return(detector);
        }
    }

    private double Ms(long from, long to) => _time.GetElapsedTime(from, to).TotalMilliseconds;
}
