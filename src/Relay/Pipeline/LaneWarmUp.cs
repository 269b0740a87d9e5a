using RealtimeDetect.Adaptive;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Runs a lane on made-up frames until its code is compiled and its sizes are allocated.</summary>
/// <remarks>Tier-0 code is up to nine times slower than optimised code, so a server says ready only after this.</remarks>
internal sealed class LaneWarmUp : IPipelineOwner, ICameraSource
{
    /// <summary>Frames per model and size: the runtime optimises a method after 30 calls.</summary>
    private const int FramesPerSize = 12;

    private static readonly PixelSize PictureSize = new(640, 360);

    private LaneWarmUp(string modelName) => ModelName = modelName;

    /// <inheritdoc/>
    public string ModelName { get; }

    /// <inheritdoc/>
    public OperatingPoint OperatingPoint { get; private set; }

    /// <inheritdoc/>
    public double? ClockOffsetMs => null;

    /// <summary>Warms a lane with every model at every size that a controller may choose.</summary>
    public static void Run(
        FrameLane lane, ModelCatalog models, IReadOnlyList<int> sizes, FrameScheduler scheduler, TimeProvider time,
        CancellationToken cancellationToken)
    {
        byte[] jpeg = MakePicture();
        foreach (DetectorPool pool in models.All)
        {
            var warmUp = new LaneWarmUp(pool.Model.Name);
            var pipeline = new FramePipeline(scheduler, warmUp);
            long sequence = 0;
            foreach (int size in sizes)
            {
                // A low threshold lets clutter through, so that boxes and labels are drawn too.
                warmUp.OperatingPoint = new OperatingPoint(size, 0.01f, 30, 0.8, 1280);
                for (int i = 0; i < FramesPerSize && !cancellationToken.IsCancellationRequested; i++)
                    lane.Process(new FrameTurn(pipeline, MakeFrame(warmUp, jpeg, sequence, time), sequence++));
            }
        }
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

    private static CameraFrame MakeFrame(LaneWarmUp source, byte[] jpeg, long number, TimeProvider time)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(jpeg.Length);
        jpeg.CopyTo(buffer, 0);
        return new CameraFrame(source, number, 0, buffer, jpeg.Length, time.GetTimestamp());
    }

    // Noise over a gradient: every part of the codec has work.
    private static byte[] MakePicture()
    {
        byte[] rgb = new byte[PictureSize.PixelCount * 3];
        uint state = 1;
        for (int i = 0; i < rgb.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            rgb[i] = (byte)((i / (PictureSize.Width * 3 * 2)) + (state >> 27));
        }
        using var encoder = new RgbJpegEncoder();
        using var jpeg = new PooledBytes(rgb.Length / 4);
        encoder.Encode(rgb, PictureSize, 80, JpegSubsampling.Yuv420, jpeg);
        return jpeg.Written.ToArray();
    }
}
