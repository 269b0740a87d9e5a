namespace RealtimeDetect.Accuracy;

/// <summary>Accuracy at one input size, in FP32 and of the FP16 graph that a GPU gets, computed on the CPU.</summary>
/// <param name="SizePx">Longer side of the network input.</param>
/// <param name="Map50">Mean average precision at IoU 0.5, 0 to 1.</param>
/// <param name="Map50To95">Its mean over IoU 0.5 to 0.95.</param>
/// <param name="HalfMap50">The first in FP16.</param>
/// <param name="HalfMap50To95">The second in FP16.</param>
/// <param name="HalfAgreement">FP16's detections at the product's default confidence against FP32's.</param>
internal sealed record AccuracyRow(
    int SizePx, double Map50, double Map50To95, double HalfMap50, double HalfMap50To95, Agreement HalfAgreement);
