using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>What a camera is asked for whose link carries less than the stream.</summary>
public sealed class NarrowUplinkTests
{
    private const string Token = "narrow";
    private const double NarrowBitsPerSecond = 6_000_000;

    [Fact]
    public async Task Config_CameraBehindANarrowUplink_AsksForASmallerOrCoarserPicture()
    {
        await using RelayHost host = await RelayHost.StartAsync(detector: new FakeDetector());
        await using ShapedLink link = ShapedLink.Open(
            host.Address, double.PositiveInfinity, TimeSpan.Zero, TimeSpan.FromMilliseconds(5), NarrowBitsPerSecond);
        await using TestViewer viewer = await host.ViewerAsync(Token);
        TestCamera camera = await TestCamera.ConnectAsync(link.Address, Token);
        await camera.SendTextAsync("""{"type":"clock_ping","t0":1,"offset_ms":0}""");
        JsonElement full = await camera.TakeAsync("stream_config");
        // 354 kB each: the link takes half a second for one.
        await using EndlessCamera sending = EndlessCamera.Start(camera, TestJpeg.Picture(1280, 720, noise: 60));

        await camera.TakeAsync("stream_config", config => Weight(config) < 0.8 * Weight(full));

        Assert.Contains(await ChangesAsync(host), change => change.GetProperty("cause").GetString()!.Contains("uplink ", StringComparison.Ordinal));
    }

    private static double Weight(JsonElement config) =>
        config.GetProperty("jpeg_quality").GetDouble() * config.GetProperty("max_long_side_px").GetDouble();

    private static async Task<IEnumerable<JsonElement>> ChangesAsync(RelayHost host) =>
        (await host.GetAsync($"/api/camera/{Token}/controller")).Json.GetProperty("changes").EnumerateArray();
}
