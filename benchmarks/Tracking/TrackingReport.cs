using System.Text.Json;
using RealtimeDetect.Accuracy;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Tracking;

namespace RealtimeDetect.Tracking;

/// <summary>What is written to the results folder: the figures, how they were made, and the machine.</summary>
internal sealed record TrackingReport(
    string Video, int Frames, PixelSize Picture, double FrameMs, string Model, string ModelSha256, int InferenceSize, string ExecutionProvider,
    TrackerOptions Tracker, IReadOnlyList<CarryRow> Rows)
{
    // Names as in the statistics of the product; a file for people, so indented.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Reference { get; } = "a full detection of every frame, without tracker";
    public string Matching { get; } = "within a frame and a class: the pair that overlaps most first, one to one, any overlap; a hit is IoU 0.5 or more";
    public float ConfidenceThreshold { get; } = FullDetections.Threshold;
    public float WeakConfidenceThreshold { get; } = FullDetections.WeakThreshold;
    public MachineDescription Machine { get; } = MachineDescription.Read();

    /// <summary>Writes a report to <c>tracking-VIDEO.json</c>.</summary>
    /// <returns>The file's path.</returns>
    public static string Write(DirectoryInfo folder, TrackingReport report)
    {
        folder.Create();
        string path = Path.Combine(folder.FullName, $"tracking-{report.Video}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(report, Format) + "\n");
        return Path.GetRelativePath(Environment.CurrentDirectory, path);
    }
}
