using System.Text.Json;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>What is written to the results folder: the figures, how they were made, and the machine.</summary>
internal sealed record AccuracyReport
{
    // Names as in the statistics of the product; a file for people, so indented.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Describes a measurement.</summary>
    public AccuracyReport(string model, string sha256, string data, int photos, IDetector detector, IReadOnlyList<AccuracyRow> rows)
    {
        Model = model;
        ModelSha256 = sha256;
        Data = data;
        Photos = photos;
        ExecutionProvider = detector.ExecutionProvider;
        Precision = detector.Precision;
        Rows = rows;
    }

    public string Model { get; }
    public string ModelSha256 { get; }
    public string Data { get; }
    public int Photos { get; }
    public string Geometry { get; } = "rectangle";
    public float ConfidenceThreshold { get; } = PhotoDetector.ConfidenceThreshold;
    public float IouThreshold { get; } = new DetectorOptions().IouThreshold;
    public int MaxDetections { get; } = new DetectorOptions().MaxDetections;
    public string ExecutionProvider { get; }
    public string Precision { get; }
    public MachineDescription Machine { get; } = MachineDescription.Read();
    public IReadOnlyList<AccuracyRow> Rows { get; }

    /// <summary>Writes a report to <c>accuracy-MODEL-DATA.json</c>.</summary>
    /// <returns>The file's path.</returns>
    public static string Write(DirectoryInfo folder, AccuracyReport report)
    {
        folder.Create();
        string path = Path.Combine(folder.FullName, $"accuracy-{report.Model}-{report.Data}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(report, Format) + "\n");
        return Path.GetRelativePath(Environment.CurrentDirectory, path);
    }
}
