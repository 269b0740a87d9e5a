using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>What is written to the results folder: the figures, how they were made, and the machine.</summary>
/// <param name="Subject">Model and data.</param>
/// <param name="Rows">By size and precision.</param>
internal sealed record AccuracyReport(Subject Subject, IReadOnlyList<AccuracyRow> Rows)
{
    public string Geometry { get; } = "rectangle";
    public float ConfidenceThreshold { get; } = PhotoDetector.ConfidenceThreshold;
    public float IouThreshold { get; } = new DetectorOptions().IouThreshold;
    public int MaxDetections { get; } = new DetectorOptions().MaxDetections;
    public MachineDescription Machine { get; } = MachineDescription.Read();
}
