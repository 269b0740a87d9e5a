using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>Every received pair is acked exactly once, whatever became of it; newest frames go first.</summary>
public sealed class AckTests : IAsyncLifetime
{
    private const string Token = "acks";

    private readonly FakeDetector _detector = new();
    private RelayHost? _host;

    private RelayHost Host => _host!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _host = await RelayHost.StartAsync(detector: _detector);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _detector.Release();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Frames_WhileTheDetectorIsBusy_OldOnesAreDroppedAndTheNewestIsNext()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        _detector.Hold();
        await camera.SendFrameAsync(1, TestJpeg.Small);
        await _detector.EnteredAsync();

        for (int number = 2; number <= 6; number++)
            await camera.SendFrameAsync(number, TestJpeg.Small);
        for (int number = 2; number <= 5; number++)
            Assert.Equal("dropped", await camera.OutcomeAsync(number));
        _detector.Release();

        Assert.Equal("processed", await camera.OutcomeAsync(1));
        Assert.Equal("processed", await camera.OutcomeAsync(6));
        Assert.Equal(1, (await viewer.FrameAsync()).Number);
        Assert.Equal(6, (await viewer.FrameAsync()).Number);
        Assert.Equal(0, camera.Count("error"));
    }

    [Fact]
    public async Task Acks_OfProcessedDroppedAndFailed_ComeExactlyOnce()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        _detector.Hold();
        await camera.SendFrameAsync(1, TestJpeg.Small);
        await _detector.EnteredAsync();
        await camera.SendFrameAsync(2, TestJpeg.Small);
        await camera.SendFrameAsync(2, TestJpeg.Small);
        await camera.SendFrameAsync(3, [1, 2, 3]);
        await camera.FenceAsync();
        _detector.Release();
        Assert.Equal("failed", await camera.OutcomeAsync(3));
        Assert.Equal("processed", await camera.ExchangeAsync(4, TestJpeg.Small));
        await camera.FenceAsync();

        string[] acks =
        [
            .. camera.History.Where(m => m.GetProperty("type").GetString() == "frame_ack")
                .Select(m => $"{m.GetProperty("frameNumber").GetInt64()} {m.GetProperty("outcome").GetString()}").Order(),
        ];

        Assert.Equal(["1 processed", "2 dropped", "2 failed", "3 failed", "4 processed"], acks);
    }

    [Fact]
    public async Task Camera_ThatNeverReads_StillWorks()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        camera.Pause();

        for (int number = 1; number <= 200; number++)
            await camera.SendFrameAsync(number, TestJpeg.Small);

        Assert.Equal(200, (await viewer.FrameAsync(200)).Number);
    }

    [Fact]
    public async Task Frame_InFlight_IsCountedAsSuch()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        _detector.Hold();
        await camera.SendFrameAsync(1, TestJpeg.Small);
        await _detector.EnteredAsync();
        await camera.SendFrameAsync(2, TestJpeg.Small);
        await camera.FenceAsync();

        JsonElement held = (await Host.StatsAsync(Token)).GetProperty("frames");
        _detector.Release();
        await camera.OutcomeAsync(2);
        JsonElement done = (await Host.StatsAsync(Token)).GetProperty("frames");

        Assert.Equal(2, held.GetProperty("received").GetInt64());
        Assert.Equal(2, held.GetProperty("in_flight").GetInt64());
        Assert.Equal(2, done.GetProperty("processed").GetInt64());
        Assert.Equal(0, done.GetProperty("in_flight").GetInt64());
    }

    [Fact]
    public async Task Frame_ThatTheDetectorThrowsOn_FailsAloneAndIsLogged()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        _detector.Fail(true);

        string first = await camera.ExchangeAsync(1, TestJpeg.Small);
        _detector.Fail(false);
        string second = await camera.ExchangeAsync(2, TestJpeg.Small);

        Assert.Equal("failed", first);
        Assert.Equal("processed", second);
        JsonElement error = await camera.TakeAsync("error");
        Assert.DoesNotContain("The test lets", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(Host.Log.TakeErrors());
    }
}
