using System.Globalization;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>Measures one model on one data set at several sizes, prints a table and writes the report.</summary>
internal static class AccuracyRun
{
    /// <summary>Runs the measurement.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(FileInfo modelFile, DirectoryInfo data, int[] sizes, DirectoryInfo results)
    {
        YoloV8Model model = YoloV8Model.Load(modelFile.FullName);
        List<LabelledPhoto> photos = LabelledPhoto.ReadAll(data);
        var options = new DetectorOptions { IntraOpThreads = Environment.ProcessorCount, MultiLabel = true };
        using IDetector detector = DetectorFactory.Create(model, options).Detector;

        List<AccuracyRow> rows = [];
        Console.WriteLine($"{model.Metadata.Name}, {photos.Count} photos of {data.Name}, {detector.ExecutionProvider} {detector.Precision}, rectangles");
        Console.WriteLine("   size   mAP50   mAP50-95");
        foreach (int size in sizes)
        {
            AccuracyRow row = Measure(detector, photos, size);
            rows.Add(row);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.SizePx,7}{row.Map50,8:F3}{row.Map50To95,11:F3}"));
        }

        string path = AccuracyReport.Write(results, new AccuracyReport(model.Metadata.Name, model.Metadata.Sha256, data.Name, photos.Count, detector, rows));
        Console.WriteLine($"Written to {path}");
        return 0;
    }

    private static AccuracyRow Measure(IDetector detector, List<LabelledPhoto> photos, int size)
    {
        using var camera = new PhotoDetector(detector, size);
        var precision = new MeanAveragePrecision();
        foreach (LabelledPhoto photo in photos)
            precision.Add(camera.Detect(photo), photo.LabelsFor(camera.PictureSize));
        return new AccuracyRow(size, precision.At50(), precision.At50To95());
    }
}
