using System.Globalization;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Accuracy;

/// <summary>A photo and the objects that a person marked in it.</summary>
internal sealed class LabelledPhoto
{
    private readonly string? _labels;

    private LabelledPhoto(string name, byte[] jpeg, string? labels) => (Name, Jpeg, _labels) = (name, jpeg, labels);

    /// <summary>File name.</summary>
    public string Name { get; }

    /// <summary>The file's bytes.</summary>
    public byte[] Jpeg { get; }

    /// <summary>Reads every photo of a data set in the order of their names; one without a label file has no objects.</summary>
    public static List<LabelledPhoto> ReadAll(DirectoryInfo data)
    {
        string images = Path.Combine(data.FullName, "images");
        string labels = Path.Combine(data.FullName, "labels");
        return [.. Directory.EnumerateFiles(images, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(image => Read(image, Path.ChangeExtension(Path.Combine(labels, Path.GetRelativePath(images, image)), ".txt")))];
    }

    /// <summary>The same photo as another file of the same proportions.</summary>
    public LabelledPhoto WithJpeg(byte[] jpeg) => new(Name, jpeg, _labels);

    /// <summary>The marked objects in pixels of a picture.</summary>
    public Detection[] LabelsFor(PixelSize size) =>
        _labels is null ? [] : [.. _labels.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(line => Parse(line, size))];

    private static LabelledPhoto Read(string image, string labels) =>
        new(Path.GetFileName(image), File.ReadAllBytes(image), File.Exists(labels) ? File.ReadAllText(labels) : null);

    // class, then centre x, centre y, width and height as shares of the picture.
    private static Detection Parse(string line, PixelSize size)
    {
        float[] numbers = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
        float width = numbers[3] * size.Width;
        float height = numbers[4] * size.Height;
        return new Detection((int)numbers[0], 1, (numbers[1] * size.Width) - (width / 2), (numbers[2] * size.Height) - (height / 2), width, height);
    }
}
