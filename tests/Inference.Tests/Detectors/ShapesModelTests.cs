using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

/// <summary>The project's own model, which is in the repository.</summary>
public sealed class ShapesModelTests
{
    private const float Grey = 0.45f;

    [Fact]
    public void Load_Shapes_ReadsMetadata()
    {
        YoloV8Model model = LoadShapes();

        Assert.Equal("shapes", model.Metadata.Name);
        Assert.Null(model.LabelsProblem);
        Assert.Contains("circle", model.Metadata.Labels);
        Assert.InRange(new FileInfo(Find()!).Length, 1, 2_000_000);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(480)]
    public void Collect_CircleOnGrey_FindsIt(int size)
    {
        YoloV8Model model = LoadShapes();
        using IDetector detector = DetectorFactory.Create(model, new DetectorOptions { Execution = ExecutionPreference.Cpu }).Detector;
        Letterbox letterbox = Letterbox.Fit(new PixelSize(640, 640), size);
        float centre = size / 2f, radius = size / 8f;
        Span<float> input = detector.Input(letterbox.Input);
        DrawCircle(input, size, centre, radius);
        detector.Run();
        var found = new Detection[10];

        int count = detector.Collect(letterbox, 0.3f, found);

        Assert.InRange(count, 1, found.Length);
        Assert.Equal("circle", model.Metadata.Labels[found[0].ClassId]);
        var expected = new ScoredBox(0, 1, 240, 240, 400, 400);
        Assert.InRange(expected.IoU(new ScoredBox(0, 1, found[0].X, found[0].Y, found[0].Right, found[0].Bottom)), 0.8f, 1);
    }

    private static void DrawCircle(Span<float> input, int size, float centre, float radius)
    {
        input.Fill(Grey);
        ReadOnlySpan<float> red = [0.85f, 0.1f, 0.1f];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                if (((x + 0.5f - centre) * (x + 0.5f - centre)) + ((y + 0.5f - centre) * (y + 0.5f - centre)) > radius * radius)
                    continue;
                for (int channel = 0; channel < red.Length; channel++)
                    input[(((channel * size) + y) * size) + x] = red[channel];
            }
        }
    }

    private static YoloV8Model LoadShapes()
    {
        string? path = Find();
        Assert.SkipWhen(path is null, "models/shapes.onnx is not in the repository");
        return YoloV8Model.Load(path);
    }

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RealtimeDetect.sln")))
            folder = folder.Parent;
        string? path = folder is null ? null : Path.Combine(folder.FullName, "models", "shapes.onnx");
        return File.Exists(path) ? path : null;
    }
}
