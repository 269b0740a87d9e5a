using System.Globalization;
using RealtimeDetect.Accuracy;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Gpu;

/// <summary>Detections of a way against those of the CPU.</summary>
internal sealed class CorrectnessRun : IDisposable
{
    private const float Confidence = 0.25f;
    private const long MaxPixels = 100_000_000;

    private readonly IReadOnlyList<byte[]> _pictures;
    private readonly IBatchDetector _reference;
    private readonly TurboFrameCodec _codec = new();
    private readonly Detection[] _boxes = new Detection[300];

    /// <summary>Prepares the reference.</summary>
    public CorrectnessRun(YoloV8Model model, IReadOnlyList<byte[]> pictures)
    {
        _pictures = pictures;
        _reference = Detectors.Create(model, Way.Cpu, device: 0);
    }

    /// <summary>Compares at each size.</summary>
    public void Fill(ResultTable table, Way way, IBatchDetector detector, Effort effort)
    {
        foreach (int size in effort.Sizes)
        {
            var agreement = new Agreement();
            foreach (byte[] jpeg in _pictures)
                agreement.Add(Detect(_reference, jpeg, size), Detect(detector, jpeg, size));
            table.Set($"same boxes as the CPU, {size}", way, $"{agreement.Matched} of {agreement.Expected}");
            table.Set($"  furthest edge px, {size}", way, Text(agreement.MaxEdgePx));
            table.Set($"  mean edge px, {size}", way, Text(agreement.MeanEdgePx));
            table.Set($"  furthest score, {size}", way, Text(agreement.MaxScore));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reference.Dispose();
        _codec.Dispose();
    }

    private Detection[] Detect(IBatchDetector detector, byte[] jpeg, int size)
    {
        JpegOutcome outcome = _codec.Decode(jpeg, MaxPixels);
        if (outcome != JpegOutcome.Ok)
            throw new InvalidDataException($"A picture cannot be read: {outcome}");
        Letterbox letterbox = Letterbox.Fit(_codec.Size, size);
        _codec.FillInput(letterbox, detector.Input(letterbox.Input));
        detector.Run();
        return _boxes[..detector.Collect(letterbox, Confidence, _boxes)];
    }

    private static string Text(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
