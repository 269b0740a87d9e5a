using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.IntegrationTests.Viewers;

/// <summary>What a viewer may ask for: the overlay, and fewer frames.</summary>
public sealed class SubscribeTests : IAsyncLifetime
{
    private const string Token = "subscribe";

    private readonly FakeDetector _detector = new() { Found = [new Detection(0, 0.9f, 4, 4, 40, 30)] };
    private readonly ManualTimeProvider _time = new();
    private RelayHost? _host;

    private RelayHost Host => _host!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _host = await RelayHost.StartAsync(time: _time, detector: _detector);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task OverlayData_SendsTheCamerasOwnBytes()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer burned = await Host.ViewerAsync(Token);
        await using TestViewer data = await Host.ViewerAsync(Token);
        await data.SendTextAsync("""{"type":"subscribe","overlay":"data"}""");
        await data.FenceAsync();
        byte[] jpeg = JpegSurgery.WithExifRotation(TestJpeg.Small);

        await camera.ExchangeAsync(1, jpeg);
        ViewerFrame original = await data.FrameAsync();
        ViewerFrame annotated = await burned.FrameAsync();

        Assert.Equal(jpeg, original.Jpeg);
        Assert.NotEqual(jpeg, annotated.Jpeg);
        Assert.Equal(annotated.Metadata.ToString(), original.Metadata.ToString());
        Assert.Single(original.Detections);
    }

    [Theory]
    [InlineData("""{"type":"subscribe","overlay":"sparkles"}""")]
    [InlineData("""{"type":"subscribe","overlay":7}""")]
    [InlineData("""{"type":"subscribe"}""")]
    [InlineData("""{"type":"subscribe","overlay":{"overlay":"burned"}}""")]
    public async Task Overlay_Unknown_ChangesNothing(string subscribe)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await viewer.SendTextAsync("""{"type":"subscribe","overlay":"data"}""");

        await viewer.SendTextAsync(subscribe);
        await viewer.FenceAsync();
        await camera.ExchangeAsync(1, TestJpeg.Small);

        Assert.Equal(TestJpeg.Small, (await viewer.FrameAsync()).Jpeg);
    }

    [Fact]
    public async Task Overlay_BackToBurned_IsAnnotatedAgain()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await viewer.SendTextAsync("""{"type":"subscribe","overlay":"data"}""");
        await viewer.SendTextAsync("""{"type":"subscribe","overlay":"burned"}""");
        await viewer.FenceAsync();

        await camera.ExchangeAsync(1, TestJpeg.Small);

        Assert.NotEqual(TestJpeg.Small, (await viewer.FrameAsync()).Jpeg);
    }

    [Theory]
    [InlineData("10", 100, 10, 11)]
    [InlineData("1", 100, 1, 2)]
    [InlineData("1000", 20, 20, 20)]
    [InlineData("-5", 20, 1, 1)]
    [InlineData("\"10\"", 20, 20, 20)]
    [InlineData("null", 20, 20, 20)]
    public async Task MaxFps_LimitsThisViewerOnly(string maxFps, int sent, int least, int most)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer limited = await Host.ViewerAsync(Token);
        await using TestViewer other = await Host.ViewerAsync(Token);
        await limited.SendTextAsync($$"""{"type":"subscribe","max_fps":{{maxFps}}}""");
        await limited.FenceAsync();

        // A hundred frames a second, for the server's clock.
        for (int number = 0; number < sent; number++)
        {
            await camera.ExchangeAsync(number, TestJpeg.Small);
            await other.FrameAsync(number);
            // What may be sent to the limited one is sent before the clock goes on.
            await limited.FenceAsync();
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(limited.Frames.Count, least, most);
        Assert.Equal(sent, other.Frames.Count);
    }
}
