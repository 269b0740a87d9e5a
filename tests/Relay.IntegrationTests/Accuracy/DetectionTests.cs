using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Demo;

namespace RealtimeDetect.Relay.IntegrationTests.Accuracy;

/// <summary>Pictures with known contents, through the camera's socket to the viewer's.</summary>
public sealed class DetectionTests
{
    private const string Token = "known";

    [Fact]
    public async Task Scene_WithTheEmbeddedModel_ShowsItsShapes()
    {
        var size = new PixelSize(960, 540);
        var scene = new DemoScene(size, 5);
        byte[] rgb = new byte[size.PixelCount * 3];
        scene.Render(TimeSpan.FromSeconds(3), rgb);
        await using RelayHost host = await HostAtAsync(640);

        ViewerFrame frame = await ThroughAsync(host, TestJpeg.FromRgb(rgb, size.Width, size.Height));

        IReadOnlyList<DemoTruth> truth = scene.Truth(TimeSpan.FromSeconds(3));
        int found = truth.Count(shape => frame.Detections.Any(box =>
            box.ClassId == shape.ClassId && box.IoU(shape.X, shape.Y, shape.X + shape.Width, shape.Y + shape.Height) >= 0.7));
        Assert.True(found * 10 >= truth.Count * 8, $"{found} of {truth.Count} shapes: {frame.Metadata}");
        Assert.All(frame.Detections, box => Assert.Equal(ShapeGeometry.ClassNames[box.ClassId], box.Label));
    }

    [Fact]
    public async Task Scene_Annotated_DiffersWhereTheBoxesAre()
    {
        var size = new PixelSize(640, 360);
        byte[] rgb = new byte[size.PixelCount * 3];
        new DemoScene(size, 5).Render(TimeSpan.Zero, rgb);
        byte[] jpeg = TestJpeg.FromRgb(rgb, size.Width, size.Height);
        await using RelayHost host = await HostAtAsync(640);

        ViewerFrame frame = await ThroughAsync(host, jpeg);

        Assert.NotEmpty(frame.Detections);
        Assert.NotEqual(jpeg, frame.Jpeg);
    }

    [Theory]
    [InlineData("models/yolov8n.onnx")]
    [InlineData("models/yolov8n-dynamic.onnx")]
    public async Task Bus_WithYoloV8n_GivesTheReference(string model)
    {
        byte[] bus = SharedFile.Read("media/bus.jpg");
        await using RelayHost host = await HostAtAsync(640, SharedFile.Require(model));

        ViewerFrame frame = await ThroughAsync(host, bus);

        // Ultralytics' figures for the rectangular input, from the shared folder's README.
        Assert.Equal((810, 1080), (frame.Width, frame.Height));
        Assert.Equal(640, frame.Metadata.GetProperty("inference_size").GetInt32());
        AssertConfidences(frame, "person", 0.8690, 0.8536, 0.8193, 0.3013);
        AssertConfidences(frame, "bus", 0.8705);
        AssertConfidences(frame, "stop sign", 0.3461);
        Assert.Equal(6, frame.Detections.Count);
        ViewerDetection box = frame.Detections.Single(found => found.Label == "bus");
        Assert.InRange(box.IoU(17.29, 230.59, 801.52, 768.41), 0.95, 1);
    }

    private static Task<RelayHost> HostAtAsync(int inferenceSize, string? model = null) => RelayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Control:Enabled"] = "false",
        ["Control:StartInferenceSize"] = $"{inferenceSize}",
        ["Control:MaxInferenceSize"] = $"{inferenceSize}",
        ["Model:Path"] = model,
    });

    private static async Task<ViewerFrame> ThroughAsync(RelayHost host, byte[] jpeg)
    {
        await using TestCamera camera = await host.CameraAsync(Token);
        await using TestViewer viewer = await host.ViewerAsync(Token);
        Assert.Equal("processed", await camera.ExchangeAsync(1, jpeg));
        return await viewer.FrameAsync();
    }

    private static void AssertConfidences(ViewerFrame frame, string label, params double[] expected)
    {
        double[] actual = [.. frame.Detections.Where(found => found.Label == label).Select(found => found.Confidence).OrderDescending()];
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 0.02);
    }
}
