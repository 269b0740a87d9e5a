using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>What a camera is asked for whose link carries less than the stream.</summary>
public sealed class NarrowUplinkTests : IAsyncLifetime
{
    private const string Token = "narrow";
    private const double NarrowBitsPerSecond = 6_000_000;

    // 354 kB: the narrow link takes half a second for it.
    private static readonly byte[] Large = TestJpeg.Picture(1280, 720, noise: 60);

    private RelayHost? _host;

    private RelayHost Host => _host!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _host = await RelayHost.StartAsync(detector: new FakeDetector());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task Config_CameraBehindANarrowUplink_AsksForASmallerOrCoarserPicture()
    {
        await using ShapedLink link = ShapedLink.Open(
            Host.Address, double.PositiveInfinity, TimeSpan.Zero, TimeSpan.FromMilliseconds(5), NarrowBitsPerSecond);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        TestCamera camera = await TestCamera.ConnectAsync(link.Address, Token);
        await camera.SendTextAsync("""{"type":"clock_ping","t0":1,"offset_ms":0}""");
        JsonElement full = await camera.TakeAsync("stream_config");
        await using EndlessCamera sending = EndlessCamera.Start(camera, Large);

        await camera.TakeAsync("stream_config", config => Weight(config) < 0.8 * Weight(full));

        Assert.Contains(await ChangesAsync(), change => change.GetProperty("cause").GetString()!.Contains("uplink ", StringComparison.Ordinal));
    }

    private static double Weight(JsonElement config) =>
        config.GetProperty("jpeg_quality").GetDouble() * config.GetProperty("max_long_side_px").GetDouble();

    private async Task<IEnumerable<JsonElement>> ChangesAsync() =>
        (await Host.GetAsync($"/api/camera/{Token}/controller")).Json.GetProperty("changes").EnumerateArray();
}
