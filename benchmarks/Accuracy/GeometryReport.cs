namespace RealtimeDetect.Accuracy;

/// <summary>The comparison of geometries, its material and the machine.</summary>
/// <param name="Subject">Model and labelled photos.</param>
/// <param name="WidePictures">Further pictures, compared with the square only.</param>
/// <param name="Rows">By size and geometry.</param>
internal sealed record GeometryReport(Subject Subject, int WidePictures, IReadOnlyList<GeometryRow> Rows)
{
    public MachineDescription Machine { get; } = MachineDescription.Read();
}
