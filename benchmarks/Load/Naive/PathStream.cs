using System.Buffers;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Load.Naive;

/// <summary>A stream without sockets: the frame path's beginning and end.</summary>
/// <remarks><b>Threading:</b> one lane.</remarks>
internal sealed class PathStream : IPipelineOwner, ICameraSource, IDisposable
{
    private const float Confidence = 0.25f;

    private readonly FramePipeline _pipeline;
    private readonly PublishedNumbers _numbers = new();
    private long _number;

    /// <summary>Makes a stream.</summary>
    /// <param name="modelName">Its model.</param>
    /// <param name="inferenceSize">Longer side of the network's input.</param>
    /// <param name="scheduler">The lanes' scheduler; frames go past it.</param>
    public PathStream(string modelName, int inferenceSize, FrameScheduler scheduler)
    {
        ModelName = modelName;
        OperatingPoint = new OperatingPoint(inferenceSize, Confidence, 30, 0.8, 1280);
        _pipeline = new FramePipeline(scheduler, this);
    }

    /// <inheritdoc/>
    public string ModelName { get; }

    /// <inheritdoc/>
    public OperatingPoint OperatingPoint { get; }

    /// <inheritdoc/>
    public double? ClockOffsetMs => 0;

    /// <summary>A frame as it comes from a socket: in a pooled buffer of its own.</summary>
    public FrameTurn Next(byte[] jpeg, LaneMode mode, TimeProvider time)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(jpeg.Length);
        jpeg.CopyTo(buffer, 0);
        double now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        var frame = new CameraFrame(this, _number, now, buffer, jpeg.Length, time.GetTimestamp());
        return new FrameTurn(_pipeline, frame, _number++, mode);
    }

    /// <inheritdoc/>
    public void Publish(PublishedFrame frame) => frame.Seal(_numbers.Next(frame.Source, frame.CameraNumber), _numbers.Writer);

    /// <inheritdoc/>
    public void OnOutcome(CameraFrame frame, FrameOutcome outcome, DropReason? reason, ProtocolError? error)
    {
        if (outcome != FrameOutcome.Processed)
            throw new InvalidOperationException($"A frame ended as {outcome}: {error?.Message}");
    }

    /// <inheritdoc/>
    public void OnDetected(double inferenceMs, double serviceMs)
    {
    }

    /// <inheritdoc/>
    public void OnOutcome(long frameNumber, FrameOutcome outcome, ProtocolError? error)
    {
    }

    /// <inheritdoc/>
    public void OnConfigChanged()
    {
    }

    /// <inheritdoc/>
    public void RequestClose(CloseReason reason)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _numbers.Dispose();
}
