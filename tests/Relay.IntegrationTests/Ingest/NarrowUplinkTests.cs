using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Ingest;

/// <summary>What a camera is asked for whose link carries less than the stream.</summary>
public sealed class NarrowUplinkTests : IAsyncLifetime
{
    private const string Token = "narrow";
    private const double NarrowBitsPerSecond = 6_000_000;

    // About 150 kB: the narrow link takes a fifth of a second for it.
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
        await using TestCamera camera = await TestCamera.ConnectAsync(link.Address, Token);
        await camera.SendTextAsync("""{"type":"clock_ping","t0":1,"offset_ms":0}""");
        JsonElement full = await camera.TakeAsync("stream_config");
        using var stop = new CancellationTokenSource();
        Task sending = SendAsync(camera, stop.Token);

        await camera.TakeAsync("stream_config", config => Weight(config) < 0.8 * Weight(full));

        await stop.CancelAsync();
        await sending;
        Assert.Contains("uplink ", await CauseAsync(), StringComparison.Ordinal);
    }

    private static double Weight(JsonElement config) =>
        config.GetProperty("jpeg_quality").GetDouble() * config.GetProperty("max_long_side_px").GetDouble();

    private static async Task SendAsync(TestCamera camera, CancellationToken stop)
    {
        for (long number = 1; !stop.IsCancellationRequested; number++)
            await camera.ExchangeAsync(number, Large, PeerClock.TrueMs);
    }

    private async Task<string> CauseAsync() =>
        (await Host.GetAsync($"/api/camera/{Token}/controller")).Json.GetProperty("controller").GetProperty("cause").GetString()!;
}
