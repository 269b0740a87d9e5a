using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;

namespace RealtimeDetect.Accuracy;

/// <summary>Measures one model on one data set at several sizes, in FP32 and FP16, prints a table and writes the report.</summary>
internal static class AccuracyRun
{
    /// <summary>How validation detects: every class of a cell counts. On the CPU, whatever the machine has, so that results compare.</summary>
    public static readonly DetectorOptions Validation = new()
    {
        Execution = ExecutionPreference.Cpu, IntraOpThreads = Environment.ProcessorCount, MultiLabel = true,
    };

    /// <summary>Runs the measurement.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(FileInfo modelFile, DirectoryInfo data, int[] sizes, DirectoryInfo results)
    {
        YoloV8Model model = YoloV8Model.Load(modelFile.FullName);
        List<LabelledPhoto> photos = LabelledPhoto.ReadAll(data);
        using IDetector single = DetectorFactory.Create(model, Validation).Detector;
        using IDetector half = CreateHalf(model);

        List<AccuracyRow> rows = [];
        Console.WriteLine($"{model.Metadata.Name}, {photos.Count} photos of {data.Name}, rectangles, CPU");
        Console.WriteLine("        FP32             FP16             FP16 against FP32, confidence 0.25");
        Console.WriteLine("   size mAP50 mAP50-95   mAP50 mAP50-95   same boxes  mean px  p99 px  max px  max score");
        foreach (int size in sizes)
        {
            AccuracyRow row = Measure(single, half, photos, size);
            rows.Add(row);
            Print(row);
        }

        ResultFile.Write(
            results, $"accuracy-{model.Metadata.Name}-{data.Name}", new AccuracyReport(Subject.Of(model, data, photos.Count), rows));
        return 0;
    }

    private static YoloV8Detector CreateHalf(YoloV8Model model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = Validation.IntraOpThreads };
        PreparedGraph graph = model.ForDevice(isHalf: true, takesBytes: false);
        return new YoloV8Detector(model, new HostExecution(model.Head, graph, new InferenceSession(graph.File, options)), Validation);
    }

    private static AccuracyRow Measure(IDetector single, IDetector half, List<LabelledPhoto> photos, int size)
    {
        using var singleCamera = new PhotoDetector(single, size);
        using var halfCamera = new PhotoDetector(half, size);
        MeanAveragePrecision singlePrecision = new(), halfPrecision = new();
        var agreement = new Agreement();
        foreach (LabelledPhoto photo in photos)
        {
            Detection[] expected = singleCamera.Detect(photo), found = halfCamera.Detect(photo);
            Detection[] labels = photo.LabelsFor(singleCamera.PictureSize);
            singlePrecision.Add(expected, labels);
            halfPrecision.Add(found, labels);
            agreement.Add(PhotoDetector.Shown(expected), PhotoDetector.Shown(found));
        }

        return new AccuracyRow(
            size, singlePrecision.At50(), singlePrecision.At50To95(), halfPrecision.At50(), halfPrecision.At50To95(), agreement);
    }

    private static void Print(AccuracyRow row) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.SizePx,7}{row.Map50,6:F3}{row.Map50To95,9:F3}{row.HalfMap50,8:F3}{row.HalfMap50To95,9:F3}   "
        + $"{row.HalfAgreement.Matched,4} of {row.HalfAgreement.Expected,-4}{row.HalfAgreement.MeanEdgePx,7:F3}{row.HalfAgreement.P99EdgePx,8:F3}"
        + $"{row.HalfAgreement.MaxEdgePx,8:F3}{row.HalfAgreement.MaxScore,11:F4}"));
}
