namespace RealtimeDetect.Load;

/// <summary>What carrying detections does to frame rates, over several rounds in which the modes take turns.</summary>
/// <param name="Cameras">Cameras, with a viewer each.</param>
/// <param name="CameraFps">Frames a second that each camera can send; it waits for acks.</param>
/// <param name="InferenceSize">Longer side of the network's input.</param>
/// <param name="Model">The model.</param>
/// <param name="Modes">Figures of <c>Off</c>, <c>Auto</c> and <c>On</c>.</param>
internal sealed record CarryResult(int Cameras, int CameraFps, int InferenceSize, string Model, IReadOnlyList<CarryModeResult> Modes);
