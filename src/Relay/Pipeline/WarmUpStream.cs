using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>A stream of made-up frames that nobody sees: what lanes are warmed with.</summary>
/// <remarks><b>Threading:</b> one lane.</remarks>
internal sealed class WarmUpStream : IPipelineOwner, ICameraSource
{
    private readonly FramePipeline _pipeline;
    private readonly byte[] _jpeg;
    private readonly TimeProvider _time;
    private long _number;

    /// <summary>Makes a stream of a model's.</summary>
    /// <param name="modelName">The model.</param>
    /// <param name="scheduler">The lanes' scheduler; the frames go past it.</param>
    /// <param name="jpeg">The picture of every frame.</param>
    /// <param name="time">The clock.</param>
    public WarmUpStream(string modelName, FrameScheduler scheduler, byte[] jpeg, TimeProvider time)
    {
        ModelName = modelName;
        _jpeg = jpeg;
        _time = time;
        _pipeline = new FramePipeline(scheduler, this);
    }

    /// <inheritdoc/>
    public string ModelName { get; }

    /// <inheritdoc/>
    public OperatingPoint OperatingPoint { get; private set; }

    /// <inheritdoc/>
    public double? ClockOffsetMs => null;

    /// <summary>A turn without a frame, where only the stream counts.</summary>
    public FrameTurn Turn => new(_pipeline, null!, _number);

    /// <summary>The next frame, as a lane takes it.</summary>
    /// <param name="inferenceSize">Longer side of the network's input.</param>
    /// <param name="mode">Whose detector it runs on.</param>
    public FrameTurn Next(int inferenceSize, LaneMode mode)
    {
        // A low threshold lets clutter through, so that boxes and labels are drawn too.
        OperatingPoint = new OperatingPoint(inferenceSize, 0.01f, 30, 0.8, 1280);
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(_jpeg.Length);
        _jpeg.CopyTo(buffer, 0);
        var frame = new CameraFrame(this, _number, 0, buffer, _jpeg.Length, _time.GetTimestamp());
        return new FrameTurn(_pipeline, frame, _number++, mode);
    }

    /// <summary>Noise over a gradient: every part of the codec has work.</summary>
    public static byte[] MakePicture(PixelSize size)
    {
        byte[] rgb = new byte[size.PixelCount * 3];
        uint state = 1;
        for (int i = 0; i < rgb.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            rgb[i] = (byte)((i / (size.Width * 3 * 2)) + (state >> 27));
        }
        using var encoder = new RgbJpegEncoder();
        using var jpeg = new PooledBytes(rgb.Length / 4);
        encoder.Encode(rgb, size, 80, JpegSubsampling.Yuv420, jpeg);
        return jpeg.Written.ToArray();
    }

    /// <inheritdoc/>
    public void OnOutcome(CameraFrame frame, FrameOutcome outcome, DropReason? reason, ProtocolError? error)
    {
    }

    /// <inheritdoc/>
    public void OnDetected(double inferenceMs, double serviceMs)
    {
    }

    /// <inheritdoc/>
    public void Publish(PublishedFrame frame)
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
}
