using System.Text.Json;
using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Relay.IntegrationTests.Tracking;

/// <summary>Detections between detections, over real sockets: a detector that takes 100 ms, and a camera of 30 frames a second.</summary>
public sealed class CarriedFrameTests : IDisposable
{
    private const double FrameMs = 1000.0 / 30;

    private static readonly byte[] Picture = TestJpeg.Picture(320, 240);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeDetector _detector = new() { Found = [new Detection(0, 0.9f, 10, 20, 40, 50), new Detection(0, 0.6f, 200, 100, 40, 50)] };
    private long _number;

    [Fact]
    public async Task On_SlowDetector_ViewerGetsEveryFrameWithTheSameTracks()
    {
        await using RelayHost host = await StartAsync("On");
        await using TestCamera camera = await host.CameraAsync("cam");
        await using TestViewer viewer = await host.ViewerAsync("cam");
        await DetectSlowlyAsync(camera);
        ViewerFrame detected = await viewer.FrameAsync(1);
        await HoldALaneAsync(camera);
        long held = _number;

        // The first is carried while the lane is held; after it, the server expects frames to be overtaken.
        for (int i = 0; i < 3; i++)
        {
            await SendAsync(camera);
            Assert.Equal("processed", await camera.OutcomeAsync(_number));
            AssertAddsUp(await host.StatsAsync("cam"));
            _detector.Release();
            await viewer.FrameAsync(_number);
        }

        Assert.True(IsDetected(detected));
        Assert.Equal(viewer.Frames.Select(frame => frame.Number).Order(), viewer.Frames.Select(frame => frame.Number));
        ViewerFrame[] carried = [.. viewer.Frames.Where(frame => frame.Number > held && frame.Number <= held + 3)];
        Assert.Equal(3, carried.Length);
        Assert.All(carried, frame =>
        {
            Assert.False(frame.Metadata.GetProperty("detected").GetBoolean());
            Assert.Equal(Tracks(detected), Tracks(frame));
            Assert.Equal(detected.Detections, frame.Detections);
            Assert.Equal(0, frame.Metadata.GetProperty("timings_ms").GetProperty("inference").GetDouble());
        });
        JsonElement stats = await host.StatsAsync("cam");
        Assert.True(stats.GetProperty("frames").GetProperty("carried").GetInt64() >= 3);
        Assert.True(stats.GetProperty("fps").GetProperty("detected").GetDouble() <= stats.GetProperty("fps").GetProperty("published").GetDouble());
    }

    [Theory]
    [InlineData(250, false)]
    [InlineData(600, true)]
    public async Task On_NewestDetectionIsOld_IsCarriedUpToMaxCarryMs(double ageMs, bool expectedDetected)
    {
        await using RelayHost host = await StartAsync("On");
        await using TestCamera camera = await host.CameraAsync("cam");
        await using TestViewer viewer = await host.ViewerAsync("cam");
        await DetectSlowlyAsync(camera);
        await HoldALaneAsync(camera);

        _time.Advance(TimeSpan.FromMilliseconds(ageMs));
        await SendAsync(camera);
        if (!expectedDetected)
            Assert.Equal("processed", await camera.OutcomeAsync(_number));
        _detector.Release();
        ViewerFrame late = await viewer.FrameAsync(_number);

        Assert.Equal(expectedDetected, IsDetected(late));
    }

    [Fact]
    public async Task Off_SlowDetector_FramesAreDroppedAndNoneCarried()
    {
        await using RelayHost host = await StartAsync("Off");
        await using TestCamera camera = await host.CameraAsync("cam");
        await using TestViewer viewer = await host.ViewerAsync("cam");

        await DetectSlowlyAsync(camera);
        await viewer.FrameAsync(_number);

        Assert.Equal([1L, 3], viewer.Frames.Select(frame => frame.Number));
        Assert.All(viewer.Frames, frame => Assert.False(frame.Metadata.TryGetProperty("detected", out _)));
        Assert.All(viewer.Frames, frame => Assert.DoesNotContain("track_id", frame.Metadata.GetRawText(), StringComparison.Ordinal));
        Assert.Equal("dropped", await camera.OutcomeAsync(2));
        AssertAddsUp(await host.StatsAsync("cam"));
    }

    public void Dispose() => _detector.Dispose();

    private Task<RelayHost> StartAsync(string mode) => RelayHost.StartAsync(
        new Dictionary<string, string?> { ["Tracking:Mode"] = mode }, _time, _detector);

    // Frame 1 is in the detector for 100 ms while 2 and 3 come: the server learns how slow the detector is.
    private async Task DetectSlowlyAsync(TestCamera camera)
    {
        _detector.Hold();
        await SendAsync(camera);
        await _detector.EnteredAsync();
        await SendAsync(camera);
        await SendAsync(camera);
        await camera.FenceAsync();
        _time.Advance(TimeSpan.FromMilliseconds(FrameMs));
        _detector.Release();
        Assert.Equal("processed", await camera.OutcomeAsync(1));
        Assert.Equal("processed", await camera.OutcomeAsync(3));
    }

    // Sends frames, which may be carried while the lane is not quite free, until one is in the detector and stays there.
    private async Task HoldALaneAsync(TestCamera camera)
    {
        _detector.Hold();
        Task entered = _detector.EnteredAsync();
        do
        {
            await SendAsync(camera);
        }
        while (await Task.WhenAny(entered, camera.OutcomeAsync(_number)) != entered);
        await entered;
    }

    private async Task SendAsync(TestCamera camera)
    {
        _time.Advance(TimeSpan.FromMilliseconds(FrameMs));
        await camera.SendFrameAsync(++_number, Picture, 1_641_234_567_890 + (_number * FrameMs));
        await camera.FenceAsync();
    }

    private static bool IsDetected(ViewerFrame frame) => !frame.Metadata.TryGetProperty("detected", out _);

    private static long[] Tracks(ViewerFrame frame) =>
        [.. frame.Metadata.GetProperty("detections").EnumerateArray().Select(found => found.GetProperty("track_id").GetInt64())];

    private static void AssertAddsUp(JsonElement stats)
    {
        JsonElement frames = stats.GetProperty("frames");
        long Count(string name) => frames.GetProperty(name).GetInt64();
        Assert.Equal(Count("received"), Count("processed") + Count("dropped") + Count("failed") + Count("in_flight"));
    }
}
