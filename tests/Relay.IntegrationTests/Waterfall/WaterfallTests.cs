using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Waterfall;

/// <summary>The parts of a frame's time, as a viewer gets them.</summary>
public sealed class WaterfallTests(RelayFixture fixture) : RelayTest(fixture)
{
    private static readonly string[] ServerParts = ["wait", "decode", "inference", "annotate", "encode", "send_queue"];
    private static readonly string[] AllParts = ["capture", "camera_encode", "uplink", .. ServerParts];

    [Fact]
    public async Task Parts_PeersOnTheServersClock_AddUpWithin1MsFor99PercentOfFrames()
    {
        const int Frames = 200;
        const double AllowedMs = 1;
        await using TimedCamera camera = await TimedCamera.ConnectAsync(Host.Address, Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        IReadOnlyList<(ViewerFrame Frame, double CapturedAt)> sent = await camera.SendAsync(Frames, viewer);

        // A busy machine's sends are slow, as those over a weak link are, which makes a coarser picture: a part more.
        Assert.All(sent, one => Assert.Equal(AllParts, one.Frame.Waterfall.Keys.Where(part => part != "transcode")));
        // The parts against the whole, which only this machine's one clock tells.
        int right = sent.Count(one =>
            Math.Abs(one.Frame.Waterfall.Values.Sum() + one.Frame.ReceivedAt - one.Frame.SentAt - (one.Frame.ReceivedAt - one.CapturedAt)) <= AllowedMs);
        Assert.InRange(right, sent.Count * 99 / 100, sent.Count);
    }

    [Fact]
    public async Task Parts_CameraThatTellsOnlyItsClock_AreInTheUplink()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await camera.SendTextAsync("""{"type":"clock_ping","t0":1,"offset_ms":-60000}""");

        await camera.ExchangeAsync(1, TestJpeg.Small, PeerClock.TrueMs + 60_000 - 40);
        ViewerFrame frame = await viewer.FrameAsync();

        Assert.Equal(["uplink", .. ServerParts], frame.Waterfall.Keys);
        Assert.True(frame.Waterfall["uplink"] >= 40);
        Assert.Equal(
            frame.Metadata.GetProperty("capture_time_server_ms").GetDouble(), frame.SentAt - frame.Waterfall.Values.Sum(), 0.002);
    }

    [Fact]
    public async Task Parts_CameraWithAnUnknownClock_BeginWithTheArrival()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);

        await camera.ExchangeAsync(1, TestJpeg.Small);
        ViewerFrame frame = await viewer.FrameAsync();

        Assert.Equal(ServerParts, frame.Waterfall.Keys);
        double processing = frame.Metadata.GetProperty("processing_time_ms").GetDouble();
        Assert.Equal(processing, frame.Waterfall.Where(part => part.Key != "send_queue").Sum(part => part.Value), 0.002);
    }

    [Fact]
    public async Task Stats_AfterFramesAndAcks_HaveEveryPart()
    {
        await using TimedCamera camera = await TimedCamera.ConnectAsync(Host.Address, Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        await camera.SendAsync();
        long number = (await viewer.FrameAsync()).Number;
        await viewer.SendTextAsync(
            $$"""{"type":"frame_ack","frameNumber":{{number}},"downlink_ms":4.25,"viewer_decode_ms":3.5,"paint_ms":8,"total_ms":61.5}""");
        await viewer.SendTextAsync(
            $$"""{"type":"frame_ack","frameNumber":{{number}},"downlink_ms":-1,"viewer_decode_ms":3.5,"paint_ms":8,"total_ms":61.5}""");
        await viewer.FenceAsync();

        JsonElement waterfall = (await Host.StatsAsync(Token)).GetProperty("waterfall_ms");

        Assert.Equal([.. AllParts[..^1], "transcode", "send_queue", "downlink", "viewer_decode", "paint", "total"], waterfall.EnumerateObject().Select(part => part.Name));
        Assert.Equal(4.25, waterfall.GetProperty("downlink").GetProperty("p99").GetDouble());
        Assert.Equal(61.5, waterfall.GetProperty("total").GetProperty("p50").GetDouble());
        Assert.True(waterfall.GetProperty("inference").GetProperty("p50").GetDouble() > 0);
        Assert.Equal(0, waterfall.GetProperty("transcode").GetProperty("p99").GetDouble());
    }
}
