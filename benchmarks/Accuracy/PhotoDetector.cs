using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>Takes a photo through the product's own path: codec, letterbox, detector.</summary>
internal sealed class PhotoDetector(
    IDetector detector, int size, Geometry geometry = Geometry.Rectangle, FrameCodecKind codec = FrameCodecKind.Turbo) : IDisposable
{
    /// <summary>Validation keeps nearly everything: the curve needs the weak ones too.</summary>
    public const float ConfidenceThreshold = 0.001f;

    /// <summary>What the product shows by default.</summary>
    private const float ShownConfidence = 0.25f;

    private const long MaxPixels = 100_000_000;

    private readonly IFrameCodec _codec = FrameCodecFactory.Create(codec);
    private readonly Detection[] _detections = new Detection[new DetectorOptions().MaxDetections];

    /// <summary>Size of the last photo.</summary>
    public PixelSize PictureSize => _codec.Size;

    /// <summary>Pixels of all network inputs so far.</summary>
    public long InputPixels { get; private set; }

    /// <summary>The detections that the product shows by default.</summary>
    public static Detection[] Shown(Detection[] detections) => [.. detections.Where(box => box.Confidence >= ShownConfidence)];

    /// <summary>Detects the objects in a photo, strongest first.</summary>
    public Detection[] Detect(LabelledPhoto photo) => Detect(photo.Name, photo.Jpeg);

    /// <summary>Detects the objects in a picture, strongest first.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="jpeg">The file.</param>
    public Detection[] Detect(string name, byte[] jpeg)
    {
        Letterbox letterbox = Fill(name, jpeg);
        detector.Run();
        return _detections[..detector.Collect(letterbox, ConfidenceThreshold, _detections)];
    }

    /// <summary>Decodes a picture into the detector's input.</summary>
    public Letterbox Fill(string name, byte[] jpeg)
    {
        JpegOutcome outcome = _codec.Decode(jpeg, MaxPixels, size);
        if (outcome != JpegOutcome.Ok)
            throw new InvalidDataException($"{name}: {outcome}");
        Letterbox letterbox = GeometryRules.Fit(geometry, _codec.Size, size);
        _codec.FillInput(letterbox, detector.Input(letterbox.Input));
        InputPixels += letterbox.Input.PixelCount;
        return letterbox;
    }

    /// <inheritdoc/>
    public void Dispose() => _codec.Dispose();
}
