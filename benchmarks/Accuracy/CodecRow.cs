namespace RealtimeDetect.Accuracy;

/// <summary>Accuracy at one input size with the input that each codec fills.</summary>
/// <param name="SizePx">Longer side of the network input.</param>
/// <param name="TurboMap50">Mean average precision at IoU 0.5, 0 to 1, by libjpeg-turbo.</param>
/// <param name="TurboMap50To95">Its mean over IoU 0.5 to 0.95.</param>
/// <param name="SpliceMap50">The first by the splice codec, which reduces the picture while it decodes.</param>
/// <param name="SpliceMap50To95">The second by the splice codec.</param>
/// <param name="Agreement">The splice codec's detections at the product's default confidence against libjpeg-turbo's.</param>
internal sealed record CodecRow(
    int SizePx, double TurboMap50, double TurboMap50To95, double SpliceMap50, double SpliceMap50To95, Agreement Agreement);
