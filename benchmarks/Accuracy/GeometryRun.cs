using System.Globalization;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>Compares ways to place a picture in the input: accuracy, work, and agreement with the square.</summary>
internal static class GeometryRun
{
    private static readonly Geometry[] Geometries = [Geometry.Square, Geometry.SamePhase, Geometry.Rectangle];

    /// <summary>Runs the comparison.</summary>
    /// <param name="modelFile">YOLOv8 detection export.</param>
    /// <param name="data">Labelled photos.</param>
    /// <param name="sizes">Longer sides of the scaled picture.</param>
    /// <param name="media">Folder of further JPEGs and videos; null for none.</param>
    /// <param name="results">Folder for the report.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(FileInfo modelFile, DirectoryInfo data, int[] sizes, DirectoryInfo? media, DirectoryInfo results)
    {
        YoloV8Model model = YoloV8Model.Load(modelFile.FullName);
        List<LabelledPhoto> photos = LabelledPhoto.ReadAll(data);
        List<Picture> wide = media is null ? [] : Picture.ReadWide(media);
        using IDetector detector = DetectorFactory.Create(model, AccuracyRun.Validation).Detector;

        List<GeometryRow> rows = [];
        Console.WriteLine($"{model.Metadata.Name}, {photos.Count} photos of {data.Name}, {wide.Count} pictures of 16:9; against the square at confidence 0.25");
        Console.WriteLine("   size geometry    Mpx  mAP50-95   photos: same of square, found, mean px, mean score   16:9: same");
        foreach (int size in sizes)
            rows.AddRange(Compare(detector, photos, wide, size));
        ResultFile.Write(
            results, $"geometry-{model.Metadata.Name}-{data.Name}", new GeometryReport(Subject.Of(model, data, photos.Count), wide.Count, rows));
        return 0;
    }

    private static IEnumerable<GeometryRow> Compare(IDetector detector, List<LabelledPhoto> photos, List<Picture> wide, int size)
    {
        List<Detection[]>? squarePhotos = null, squareWide = null;
        foreach (Geometry geometry in Geometries)
        {
            using var camera = new PhotoDetector(detector, size, geometry);
            var precision = new MeanAveragePrecision();
            List<Detection[]> photoBoxes = [], wideBoxes = [];
            foreach (LabelledPhoto photo in photos)
            {
                Detection[] found = camera.Detect(photo);
                precision.Add(found, photo.LabelsFor(camera.PictureSize));
                photoBoxes.Add(PhotoDetector.Shown(found));
            }

            foreach (Picture picture in wide)
                wideBoxes.Add(PhotoDetector.Shown(camera.Detect(picture.Name, picture.Jpeg)));
            squarePhotos ??= photoBoxes;
            squareWide ??= wideBoxes;
            var row = new GeometryRow(
                size, geometry.ToString(), camera.InputPixels / 1e6, precision.At50To95(),
                Agree(squarePhotos, photoBoxes), Agree(squareWide, wideBoxes));
            Print(row);
            yield return row;
        }
    }

    private static Agreement Agree(List<Detection[]> expected, List<Detection[]> found)
    {
        var agreement = new Agreement();
        foreach ((Detection[] first, Detection[] second) in expected.Zip(found))
            agreement.Add(first, second);
        return agreement;
    }

    private static void Print(GeometryRow row) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.SizePx,7} {row.Geometry,-9}{row.InputMegapixels,6:F1}{row.Map50To95,10:F4}   {row.PhotoAgreement.Matched,4} of "
        + $"{row.PhotoAgreement.Expected}, {row.PhotoAgreement.Found}, {row.PhotoAgreement.MeanEdgePx:F2}, {row.PhotoAgreement.MeanScore:F4}   "
        + $"{row.WideAgreement.Matched} of {row.WideAgreement.Expected}, {row.WideAgreement.Found}, {row.WideAgreement.MeanEdgePx:F2}, {row.WideAgreement.MeanScore:F4}"));
}
