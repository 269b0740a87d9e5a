namespace RealtimeDetect.Accuracy;

/// <summary>Accuracy at one input size.</summary>
/// <param name="SizePx">Longer side of the network input.</param>
/// <param name="Map50">Mean average precision at IoU 0.5, 0 to 1.</param>
/// <param name="Map50To95">Its mean over IoU 0.5 to 0.95.</param>
internal sealed record AccuracyRow(int SizePx, double Map50, double Map50To95);
