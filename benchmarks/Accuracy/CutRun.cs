using System.Globalization;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>Compares the prepared graph with the model file as it is, on the same inputs.</summary>
internal static class CutRun
{
    private const int Size = 640;
    private const float BoxConfidence = 0.01f;

    // A score on the threshold may fall on either side of it: such boxes are asked of one side only a little above.
    private const float Margin = 1e-5f;

    private const float MaxEdgePx = 1e-3f;
    private const float MaxScore = 1e-5f;

    /// <summary>Runs the comparison.</summary>
    /// <returns>The process's exit code: 0 where every box is there, within 1e-3 px and 1e-5 of score.</returns>
    public static int Run(FileInfo modelFile, DirectoryInfo data, DirectoryInfo results)
    {
        YoloV8Model model = YoloV8Model.Load(modelFile.FullName);
        List<LabelledPhoto> photos = LabelledPhoto.ReadAll(data);
        DetectorOptions options = AccuracyRun.Validation with { MultiLabel = false };
        using var whole = new WholeGraph(modelFile);
        using IDetector every = DetectorFactory.Create(model, options with { IouThreshold = 1, MaxDetections = 30_000 }).Detector;
        using IDetector shown = DetectorFactory.Create(model, options).Detector;
        using PhotoDetector everyCamera = new(every, Size, Geometry.Square), shownCamera = new(shown, Size, Geometry.Square);
        Agreement boxes = new(), detections = new();
        foreach (LabelledPhoto photo in photos)
        {
            Letterbox letterbox = everyCamera.Fill(photo.Name, photo.Jpeg);
            List<ScoredBox> expected = whole.Run(every.Input(letterbox.Input), letterbox, BoxConfidence);
            var everyBox = new Detection[30_000];
            every.Run();
            int count = every.Collect(letterbox, BoxConfidence - Margin, everyBox);
            boxes.AddPairwise(Map(expected, letterbox), everyBox[..count]);
            detections.Add(Suppress(expected, options, letterbox), PhotoDetector.Shown(shownCamera.Detect(photo)));
        }

        Print("boxes before suppression, confidence 0.01", boxes);
        Print("detections, confidence 0.25", detections);
        ResultFile.Write(
            results, $"cut-{model.Metadata.Name}-{data.Name}", new CutReport(Subject.Of(model, data, photos.Count), Size, boxes, detections));
        return IsEqual(boxes) && IsEqual(detections) && detections.Found == detections.Expected ? 0 : 1;
    }

    private static Detection[] Map(IReadOnlyList<ScoredBox> boxes, Letterbox letterbox)
    {
        List<Detection> mapped = [];
        foreach (ScoredBox box in boxes)
            if (PictureBox.TryMap(box, letterbox, out Detection detection))
                mapped.Add(detection);
        return [.. mapped];
    }

    private static Detection[] Suppress(List<ScoredBox> boxes, DetectorOptions options, Letterbox letterbox)
    {
        var suppression = new NonMaxSuppression(options.IouThreshold, options.MaxDetections);
        ScoredBox[] all = [.. boxes];
        return PhotoDetector.Shown(Map([.. suppression.Select(all).ToArray().Select(index => all[index])], letterbox));
    }

    private static bool IsEqual(Agreement agreement) =>
        agreement.Matched == agreement.Expected && agreement.MaxEdgePx <= MaxEdgePx && agreement.MaxScore <= MaxScore;

    private static void Print(string what, Agreement agreement) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {agreement.Matched} of {agreement.Expected} the same ({agreement.Found} found), at most {agreement.MaxEdgePx:E1} px and {agreement.MaxScore:E1} of score apart"));
}
