using System.Globalization;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Tracking;

namespace RealtimeDetect.Tracking;

/// <summary>Measures carried boxes on one video, prints a table and writes the report.</summary>
internal static class TrackingRun
{
    private static readonly int[] Spacings = [2, 3, 5];

    /// <summary>Runs the measurement.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(FileInfo modelFile, FileInfo videoFile, int inferenceSize, DirectoryInfo results)
    {
        YoloV8Model model = YoloV8Model.Load(modelFile.FullName);
        using IDetector detector = DetectorFactory.Create(model, new DetectorOptions { IntraOpThreads = Environment.ProcessorCount }).Detector;
        FullDetections full = FullDetections.Of(Video.Read(videoFile), detector, inferenceSize);
        var options = new TrackerOptions();
        List<CarryRow> rows = [];
        Console.WriteLine($"{videoFile.Name}, {full.Frames.Count} frames, {model.Metadata.Name} at {inferenceSize}, {detector.ExecutionProvider}");
        Console.WriteLine("1 in  delay   IoU tracker  repetition   recall tracker  repetition   precision tracker  repetition");
        foreach (CarryRow row in from delayed in (bool[])[false, true]
                                 from oneIn in Spacings
                                 select CarryComparison.Run(full, options, oneIn, delayed ? oneIn : 0))
        {
            rows.Add(row);
            Print(row);
        }

        string name = Path.GetFileNameWithoutExtension(videoFile.Name);
        string path = TrackingReport.Write(results, new TrackingReport(
            name, full.Frames.Count, full.Picture, full.FrameMs, model.Metadata.Name, model.Metadata.Sha256, inferenceSize,
            detector.ExecutionProvider, options, rows));
        Console.WriteLine($"Written to {path}");
        return 0;
    }

    private static void Print(CarryRow row) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.DetectedOneIn,4}{row.DelayFrames,7}{row.Tracker.MeanIou,14:F3}{row.Repetition.MeanIou,12:F3}{row.Tracker.Recall,17:F3}"
        + $"{row.Repetition.Recall,12:F3}{row.Tracker.Precision,20:F3}{row.Repetition.Precision,12:F3}"));
}
