namespace RealtimeDetect.Accuracy;

/// <summary>The comparison of the prepared graph with the file as it is, its material and the machine.</summary>
/// <param name="Subject">Model and photos.</param>
/// <param name="SizePx">Side of the square input.</param>
/// <param name="Boxes">Boxes before suppression, confidence from 0.01.</param>
/// <param name="Detections">Detections after it, confidence from 0.25.</param>
internal sealed record CutReport(Subject Subject, int SizePx, Agreement Boxes, Agreement Detections)
{
    public MachineDescription Machine { get; } = MachineDescription.Read();
}
