namespace RealtimeDetect.Relay.IntegrationTests.Viewers;

/// <summary>How many frames a viewer is sent beyond what it has settled, and that a slow one slows nobody else.</summary>
public sealed class ViewerPacingTests : IAsyncLifetime
{
    private const string Token = "pacing";
    private const int Window = 3;

    private readonly ManualTimeProvider _time = new();
    private RelayHost? _host;

    private RelayHost Host => _host!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _host = await RelayHost.StartAsync(time: _time, detector: new FakeDetector());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task Viewer_ThatNeverAcks_GetsEveryFrame()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        for (int number = 0; number < 50; number++)
        {
            await camera.ExchangeAsync(number, TestJpeg.Small);
            Assert.Equal(number, (await viewer.FrameAsync()).Number);
        }
    }

    [Fact]
    public async Task Viewer_ThatAckedOnce_GetsThreeFramesBeyondItsAck()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await AckingViewerAsync(camera);

        await SendTenAsync(camera, viewer);
        await viewer.FenceAsync();

        Assert.Equal([0, 1, 2, 3], viewer.Frames.Select(frame => frame.Number));
    }

    [Fact]
    public async Task Ack_SettlesAllLowerFramesAndTheNewestFollows()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await AckingViewerAsync(camera);
        await SendTenAsync(camera, viewer);

        await viewer.AckAsync(Window);
        await viewer.FrameAsync(10);

        Assert.Equal([10L], viewer.Frames.Skip(1 + Window).Select(frame => frame.Number));
    }

    [Fact]
    public async Task Frame_NotAckedWithinASecond_CountsAsPainted()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await AckingViewerAsync(camera);
        await SendTenAsync(camera, viewer);
        await viewer.FenceAsync();
        _time.Advance(TimeSpan.FromMilliseconds(990));
        await viewer.FenceAsync();
        Assert.Equal(1 + Window, viewer.Frames.Count);

        _time.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal(10, (await viewer.FrameAsync(10)).Number);
    }

    [Theory]
    [InlineData("""{"type":"frame_ack","frameNumber":"3"}""")]
    [InlineData("""{"type":"frame_ack","frameNumber":-1}""")]
    [InlineData("""{"type":"frame_ack"}""")]
    public async Task Ack_OfNoFrame_SettlesNothing(string ack)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await AckingViewerAsync(camera);
        await SendTenAsync(camera, viewer);

        await viewer.SendTextAsync(ack);
        await viewer.FenceAsync();

        Assert.Equal(1 + Window, viewer.Frames.Count);
    }

    [Fact]
    public async Task Ack_OfAFutureFrame_SettlesWhatWasSentOnly()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await AckingViewerAsync(camera);

        await viewer.AckAsync(9007199254740991);
        await SendTenAsync(camera, viewer);
        await viewer.FenceAsync();

        Assert.Equal(1 + Window, viewer.Frames.Count);
    }

    [Fact]
    public async Task Viewer_ThatStopsReading_SlowsNobodyAndIsFreshAfterwards()
    {
        const int Frames = 40;
        byte[] large = TestJpeg.Picture(1280, 720, noise: 200);
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer slow = await Host.ViewerAsync(Token, receiveBufferBytes: 16 * 1024);
        await using TestViewer other = await Host.ViewerAsync(Token);
        slow.Pause();

        for (int number = 0; number < Frames; number++)
        {
            Assert.Equal("processed", await camera.ExchangeAsync(number, large));
            Assert.Equal(number, (await other.FrameAsync()).Number);
        }
        slow.Resume();

        Assert.Equal(Frames - 1, (await slow.FrameAsync(Frames - 1)).Number);
        Assert.InRange(slow.Frames.Count, 2, Frames / 2);
    }

    [Fact]
    public async Task Viewer_WhoseSocketTakesNothingFor30Seconds_IsClosedWith1013()
    {
        // More than all buffers on the way hold.
        byte[] large = TestJpeg.Picture(2560, 1440, noise: 200);
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer stalled = await Host.ViewerAsync(Token, receiveBufferBytes: 16 * 1024);
        stalled.Pause();
        await camera.ExchangeAsync(0, large);
        // It has read the text of the first frame: the server is at the picture.
        await stalled.PausedAsync();
        for (int number = 1; number < 4; number++)
            await camera.ExchangeAsync(number, large);

        _time.Advance(TimeSpan.FromSeconds(29));
        await camera.FenceAsync();
        Assert.Equal(1, (await Host.StatsAsync(Token)).GetProperty("viewer_count").GetInt32());
        _time.Advance(TimeSpan.FromSeconds(4));
        stalled.Resume();

        Assert.Equal(1013, await stalled.ClosedAsync());
        Assert.Equal("processed", await camera.ExchangeAsync(100, large));
    }

    // Of the ten only as many are sent on as there is room for, and those are waited for: the queue holds two.
    private static async Task SendTenAsync(TestCamera camera, TestViewer viewer)
    {
        for (int number = 1; number <= 10; number++)
        {
            await camera.ExchangeAsync(number, TestJpeg.Small);
            if (number <= Window)
                await viewer.FrameAsync(number);
        }
    }

    // The first frame is acked, so that the window holds from then on.
    private async Task<TestViewer> AckingViewerAsync(TestCamera camera)
    {
        TestViewer viewer = await Host.ViewerAsync(Token);
        await camera.ExchangeAsync(0, TestJpeg.Small);
        await viewer.FrameAsync(0);
        await viewer.AckAsync(0);
        await viewer.FenceAsync();
        return viewer;
    }
}
