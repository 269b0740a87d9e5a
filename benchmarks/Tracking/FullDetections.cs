using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Tracking;

/// <summary>What a full detection finds in every frame of a video, weak detections too, strongest first.</summary>
/// <param name="Picture">Size of the frames.</param>
/// <param name="FrameMs">From one frame to the next, milliseconds.</param>
/// <param name="Frames">The detections of each frame.</param>
internal sealed record FullDetections(PixelSize Picture, double FrameMs, IReadOnlyList<Detection[]> Frames)
{
    /// <summary>Confidence from which a detection counts: the product's own start.</summary>
    public const float Threshold = 0.25f;

    /// <summary>Confidence from which a detection is given to the tracker: ByteTrack's.</summary>
    public const float WeakThreshold = 0.1f;

    /// <summary>Runs the product's own codec and detector over a video.</summary>
    public static FullDetections Of(Video video, IDetector detector, int inferenceSize)
    {
        using var codec = new TurboFrameCodec();
        var found = new Detection[new DetectorOptions().MaxDetections];
        var frames = new List<Detection[]>();
        foreach (byte[] jpeg in video.Frames)
        {
            JpegOutcome outcome = codec.Decode(jpeg, long.MaxValue);
            if (outcome != JpegOutcome.Ok)
                throw new InvalidDataException($"Frame {frames.Count}: {outcome}");
            Letterbox letterbox = Letterbox.Fit(codec.Size, inferenceSize);
            codec.FillInput(letterbox, detector.Input(letterbox.Input));
            detector.Run();
            frames.Add(found[..detector.Collect(letterbox, WeakThreshold, found)]);
        }
        return new FullDetections(codec.Size, video.FrameMs, frames);
    }

    /// <summary>The detections of a frame that count.</summary>
    public ReadOnlySpan<Detection> Strong(int frame) => StrongOf(Frames[frame]);

    /// <summary>Those of a list, strongest first, that count.</summary>
    public static ReadOnlySpan<Detection> StrongOf(Detection[] found)
    {
        int weak = Array.FindIndex(found, detection => detection.Confidence < Threshold);
        return weak < 0 ? found : found.AsSpan(0, weak);
    }
}
