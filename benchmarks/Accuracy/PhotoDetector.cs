using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>Takes a photo through the product's own path: codec, letterbox, detector.</summary>
internal sealed class PhotoDetector(IDetector detector, int size) : IDisposable
{
    /// <summary>Validation keeps nearly everything: the curve needs the weak ones too.</summary>
    public const float ConfidenceThreshold = 0.001f;

    private const long MaxPixels = 100_000_000;

    private readonly TurboFrameCodec _codec = new();
    private readonly Detection[] _detections = new Detection[new DetectorOptions().MaxDetections];

    /// <summary>Size of the last photo.</summary>
    public PixelSize PictureSize => _codec.Size;

    /// <summary>Detects the objects in a photo, strongest first.</summary>
    public Detection[] Detect(LabelledPhoto photo)
    {
        JpegOutcome outcome = _codec.Decode(photo.Jpeg, MaxPixels);
        if (outcome != JpegOutcome.Ok)
            throw new InvalidDataException($"{photo.Name}: {outcome}");
        Letterbox letterbox = Letterbox.Fit(_codec.Size, size);
        _codec.FillInput(letterbox, detector.Input(letterbox.Input));
        detector.Run();
        return _detections[..detector.Collect(letterbox, ConfidenceThreshold, _detections)];
    }

    /// <inheritdoc/>
    public void Dispose() => _codec.Dispose();
}
