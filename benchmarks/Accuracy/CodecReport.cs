namespace RealtimeDetect.Accuracy;

/// <summary>What is written to the results folder: the figures, how they were made, and the machine.</summary>
/// <param name="Subject">Model and data.</param>
/// <param name="Photos">Which photos: doubled in size, so that all inputs need a reduction.</param>
/// <param name="Rows">By size.</param>
internal sealed record CodecReport(Subject Subject, string Photos, IReadOnlyList<CodecRow> Rows)
{
    public float ConfidenceThreshold { get; } = PhotoDetector.ConfidenceThreshold;
    public MachineDescription Machine { get; } = MachineDescription.Read();
}
