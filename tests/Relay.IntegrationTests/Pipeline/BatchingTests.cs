using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Demo;

namespace RealtimeDetect.Relay.IntegrationTests.Pipeline;

/// <summary>Frames of several cameras in shared runs of the network, on the CPU, through the whole server.</summary>
public sealed class BatchingTests
{
    private const int Cameras = 3, FramesEach = 10;

    [Fact]
    public async Task Cameras_WhoseFramesShareRuns_EachSeesItsOwnPicture()
    {
        byte[][] pictures = [.. Enumerable.Range(0, Cameras).Select(Picture)];
        await using RelayHost single = await HostAsync("Never");
        await using RelayHost batching = await HostAsync("Always");
        string[][] expected = await Task.WhenAll(pictures.Select((jpeg, i) => BoxesAsync(single, $"c{i}", jpeg)));

        string[][] actual = await Task.WhenAll(pictures.Select((jpeg, i) => BoxesAsync(batching, $"c{i}", jpeg)));

        Assert.All(expected, boxes => Assert.Equal(FramesEach, boxes.Length));
        Assert.Equal(Cameras, expected.Select(boxes => boxes[0]).Distinct().Count());
        Assert.Equal(expected, actual);
    }

    private static Task<RelayHost> HostAsync(string batching) => RelayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Inference:Batching"] = batching,
        ["Inference:MaxBatch"] = "3",
        ["Pipeline:Lanes"] = "6",
    });

    private static byte[] Picture(int seed)
    {
        var size = new PixelSize(640, 360);
        byte[] rgb = new byte[size.PixelCount * 3];
        new DemoScene(size, seed).Render(TimeSpan.FromSeconds(2), rgb);
        return TestJpeg.FromRgb(rgb, size.Width, size.Height);
    }

    // Classes and whole pixels: runs of different sizes differ in the last bits.
    private static async Task<string[]> BoxesAsync(RelayHost host, string token, byte[] jpeg)
    {
        await using TestCamera camera = await host.CameraAsync(token);
        await using TestViewer viewer = await host.ViewerAsync(token);
        var boxes = new List<string>();
        for (int number = 0; number < FramesEach; number++)
        {
            Assert.Equal("processed", await camera.ExchangeAsync(number, jpeg));
            ViewerFrame frame = await viewer.FrameAsync(number);
            boxes.Add(string.Join(' ', frame.Detections.Select(box => box.Label).Order()));
        }
        return [.. boxes];
    }
}
