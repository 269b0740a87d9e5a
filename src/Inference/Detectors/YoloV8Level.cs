namespace RealtimeDetect.Inference.Detectors;

/// <summary>One grid of the head.</summary>
/// <param name="Stride">Input pixels per cell: 8, 16 or 32.</param>
/// <param name="BoxOutput">Tensor of the box distributions.</param>
/// <param name="ClassOutput">Tensor of the class logits.</param>
internal readonly record struct YoloV8Level(int Stride, string BoxOutput, string ClassOutput);
