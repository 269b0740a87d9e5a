using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tracking;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Takes one frame at a time from JPEG to published frame: decode, detect or carry, annotate, encode.</summary>
/// <remarks><b>Threading:</b> its own thread, see <see cref="LaneThreads"/>. <b>Ownership:</b> owns its codec.</remarks>
internal sealed partial class FrameLane : IDisposable
{
    /// <summary>First guess of an annotated JPEG's size relative to the camera's: boxes add a little.</summary>
    private const double AnnotatedGrowth = 1.25;

    /// <summary>Share of the confidence threshold from which a tracker is given detections: ByteTrack's 0.1 at the usual 0.25.</summary>
    private const float WeakShare = 0.4f;

    private readonly IFrameCodec _codec;
    private readonly ModelCatalog _models;
    private readonly PipelineOptions _options;
    private readonly long _maxPixels;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Detection[] _detections;
    private readonly TrackedDetection[] _carried;
    private readonly long[] _trackIds;

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
        _carried = new TrackedDetection[options.MaxDetections];
        _trackIds = new long[options.MaxDetections];
    }

    /// <summary>Takes the lane's codec through every reduction of a picture.</summary>
    public void WarmUpCodec(ReadOnlyMemory<byte> jpeg) => CodecWarmUp.Run(_codec, jpeg);

    /// <summary>Processes one frame to its end: published, or failed with a reason.</summary>
    public void Process(in FrameTurn turn) => Run(turn, mayDetect: true);

    /// <summary>Processes one frame without detecting: with the newest detections, moved to where their objects are expected.</summary>
    public void Carry(in FrameTurn turn) => Run(turn, mayDetect: false);

    /// <inheritdoc/>
    public void Dispose() => _codec.Dispose();

    private void Run(in FrameTurn turn, bool mayDetect)
    {
        var work = new FrameWork(turn, turn.Pipeline.Owner.OperatingPoint, _models[turn.Pipeline.Owner.ModelName], _time);
        turn.Pipeline.Carrier?.OnTaken(isBeside: !mayDetect);
        try
        {
            JpegOutcome outcome = _codec.Decode(turn.Frame.Jpeg, _maxPixels, inputLongSide: mayDetect ? work.Point.InferenceSize : 1);
            work.Decoded = _time.GetTimestamp();
            if (outcome != JpegOutcome.Ok)
                turn.Pipeline.Fail(turn.Frame, turn.Sequence, FrameErrors.Of(outcome, _maxPixels));
            else if (mayDetect)
                Detect(ref work);
            else
                PublishCarried(ref work, work.Decoded);
        }
        // The boundary of one frame: whatever a codec or an execution provider throws costs this frame only.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.FrameFailed(_logger, e);
            if (!work.IsPublished)
                turn.Pipeline.Fail(turn.Frame, turn.Sequence, FrameErrors.Internal);
        }
    }

    private void Detect(ref FrameWork work)
    {
        Letterbox letterbox = Letterbox.Fit(_codec.Size, work.Point.InferenceSize);
        StreamCarrier? carrier = work.Turn.Pipeline.Carrier;
        float threshold = work.Point.ConfidenceThreshold * (carrier is null ? 1 : WeakShare);
        int found;
        IDetector detector = work.Pool.Lease(work.Turn);
        try
        {
            _codec.FillInput(letterbox, detector.Input(letterbox.Input));
            work.Filled = _time.GetTimestamp();
            if (carrier is not null && carrier.GoesAhead(work.Turn.Frame))
                PublishCarried(ref work, work.Filled);
            long running = _time.GetTimestamp();
            detector.Run();
            work.Inferred = _time.GetTimestamp();
            work.InferenceMs = Ms(running, work.Inferred);
            found = detector.Collect(letterbox, threshold, _detections);
            work.Collected = _time.GetTimestamp();
        }
        finally
        {
            work.Pool.Return(detector);
        }
        if (!work.IsPublished)
            PublishDetected(ref work, found);
        else
            TrackLate(work, found);
        EndDetection(work);
    }

    private void PublishDetected(ref FrameWork work, int found)
    {
        int strong = CountStrong(found, work.Point.ConfidenceThreshold);
        PooledBytes annotated = Render(ref work, strong, work.Collected);
        var timings = new StageTimings(
            Ms(work.Arrived, work.Started), Ms(work.Started, work.Decoded), Ms(work.Decoded, work.Filled), Ms(work.Filled, work.Inferred),
            Ms(work.Inferred, work.Collected), Ms(work.Collected, work.Drawn), Ms(work.Drawn, work.Encoded));
        Complete(ref work, new PublishedFrame(
            work.Turn.Frame, annotated, _detections.AsSpan(0, found), Result(work, timings, isDetected: true), weakCount: found - strong));
    }

    private void PublishCarried(ref FrameWork work, long started)
    {
        int count = work.Turn.Pipeline.Carrier!.Tracker.Predict(
            work.Turn.Frame, _codec.Size, work.Point.ConfidenceThreshold, _carried);
        for (int i = 0; i < count; i++)
            (_detections[i], _trackIds[i]) = _carried[i];
        long predicted = _time.GetTimestamp();
        PooledBytes annotated = Render(ref work, count, predicted);
        var timings = new StageTimings(
            Ms(work.Arrived, work.Started), Ms(work.Started, work.Decoded), Ms(work.Decoded, started), 0,
            Ms(started, predicted), Ms(predicted, work.Drawn), Ms(work.Drawn, work.Encoded));
        Complete(ref work, new PublishedFrame(
            work.Turn.Frame, annotated, _detections.AsSpan(0, count), Result(work, timings, isDetected: false),
            trackIds: _trackIds.AsSpan(0, count)));
    }

    private PooledBytes Render(ref FrameWork work, int count, long started)
    {
        var annotated = new PooledBytes((int)(work.Turn.Frame.Length * AnnotatedGrowth) + 4096);
        _codec.Annotate(_detections.AsSpan(0, count), work.Pool.Labels);
        work.Drawn = _time.GetTimestamp();
        _codec.Encode(_options.JpegQuality, annotated);
        work.Encoded = _time.GetTimestamp();
        work.CodecMs = Ms(work.Started, work.Decoded) + Ms(started, work.Encoded);
        return annotated;
    }

    private FrameResult Result(in FrameWork work, in StageTimings timings, bool isDetected) => new(
        _codec.Size, work.Point.InferenceSize, work.Point.ConfidenceThreshold, work.Pool.Labels, timings,
        Ms(work.Arrived, work.Encoded), _time.UnixMicroseconds(work.Encoded), work.Encoded)
    {
        IsDetected = isDetected,
    };

    private static void Complete(ref FrameWork work, PublishedFrame published)
    {
        work.Turn.Pipeline.Complete(work.Turn.Frame, work.Turn.Sequence, published);
        work.IsPublished = true;
    }

    private void TrackLate(in FrameWork work, int found)
    {
        ReadOnlySpan<Detection> detections = _detections.AsSpan(0, found);
        work.Turn.Pipeline.Carrier!.Tracker.UpdateLate(
            new DetectedFrame(work.Turn.Frame, work.Turn.Sequence, _codec.Size, detections, work.Point.ConfidenceThreshold), _trackIds);
    }

    private void EndDetection(in FrameWork work)
    {
        FramePipeline pipeline = work.Turn.Pipeline;
        pipeline.Owner.OnDetected(work.InferenceMs, Ms(work.Started, _time.GetTimestamp()));
        pipeline.Carrier?.OnDetected(work.InferenceMs, work.CodecMs, pipeline.Mailbox.HasFrame);
    }

    private int CountStrong(int found, float threshold)
    {
        int strong = 0;
        while (strong < found && _detections[strong].Confidence >= threshold)
            strong++;
        return strong;
    }

    private double Ms(long from, long to) => _time.GetElapsedTime(from, to).TotalMilliseconds;
}
