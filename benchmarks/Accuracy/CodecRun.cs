using System.Globalization;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>Compares the network input of the splice codec, which is reduced while it is decoded, with that of libjpeg-turbo.</summary>
internal static class CodecRun
{
    /// <summary>Runs the comparison on photos of twice their size.</summary>
    /// <param name="modelFile">YOLOv8 detection export.</param>
    /// <param name="data">Labelled photos.</param>
    /// <param name="sizes">Longer sides of the network input.</param>
    /// <param name="results">Folder for the report.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(FileInfo modelFile, DirectoryInfo data, int[] sizes, DirectoryInfo results)
    {
        YoloV8Model model = YoloV8Model.Load(modelFile.FullName);
        List<LabelledPhoto> photos = [.. LabelledPhoto.ReadAll(data).Select(photo => photo.WithJpeg(DoubledPhoto.Of(photo.Jpeg)))];
        using IDetector detector = DetectorFactory.Create(model, AccuracyRun.Validation).Detector;

        List<CodecRow> rows = [];
        Console.WriteLine($"{model.Metadata.Name}, {photos.Count} photos of {data.Name}, doubled");
        Console.WriteLine("        libjpeg-turbo    splice           splice against libjpeg-turbo, confidence 0.25");
        Console.WriteLine("   size mAP50 mAP50-95   mAP50 mAP50-95   same boxes  mean px  p99 px  mean score");
        foreach (int size in sizes)
        {
            rows.Add(Measure(detector, photos, size));
            Print(rows[^1]);
        }
        ResultFile.Write(
            results, $"codec-{model.Metadata.Name}-{data.Name}", new CodecReport(Subject.Of(model, data, photos.Count), "doubled", rows));
        return 0;
    }

    private static CodecRow Measure(IDetector detector, List<LabelledPhoto> photos, int size)
    {
        using var turbo = new PhotoDetector(detector, size);
        using var splice = new PhotoDetector(detector, size, codec: FrameCodecKind.Splice);
        MeanAveragePrecision turboPrecision = new(), splicePrecision = new();
        var agreement = new Agreement();
        foreach (LabelledPhoto photo in photos)
        {
            Detection[] expected = turbo.Detect(photo), found = splice.Detect(photo);
            Detection[] labels = photo.LabelsFor(turbo.PictureSize);
            turboPrecision.Add(expected, labels);
            splicePrecision.Add(found, labels);
            agreement.Add(PhotoDetector.Shown(expected), PhotoDetector.Shown(found));
        }
        return new CodecRow(
            size, turboPrecision.At50(), turboPrecision.At50To95(), splicePrecision.At50(), splicePrecision.At50To95(), agreement);
    }

    private static void Print(CodecRow row) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.SizePx,7}{row.TurboMap50,6:F3}{row.TurboMap50To95,9:F3}{row.SpliceMap50,8:F3}{row.SpliceMap50To95,9:F3}   "
        + $"{row.Agreement.Matched,4} of {row.Agreement.Expected,-4}{row.Agreement.MeanEdgePx,7:F3}{row.Agreement.P99EdgePx,8:F3}{row.Agreement.MeanScore,12:F4}"));
}
