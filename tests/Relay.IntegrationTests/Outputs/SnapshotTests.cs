using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>Snapshots: the newest picture, what stands in for it, and what a browser may keep.</summary>
public sealed class SnapshotTests : IAsyncLifetime
{
    private const string Token = "snapshot";

    private readonly FakeDetector _detector = new() { Found = [new Detection(0, 0.9f, 4, 4, 40, 30)] };
    private readonly ManualTimeProvider _time = new();
    private RelayHost? _host;

    private RelayHost Host => _host!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _host = await RelayHost.StartAsync(time: _time, detector: _detector);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task Snapshot_LiveStream_IsTheNewestFrameAnnotatedOrRaw()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        await using TestViewer viewer = await Host.ViewerAsync(Token);
        Task<Snapshot> waiting = GetAsync("");
        await camera.ExchangeUntilAsync(waiting);

        await viewer.FenceAsync();
        ViewerFrame newest = viewer.Frames[^1];
        Snapshot annotated = await GetAsync("");
        Snapshot raw = await GetAsync("?raw=1");

        Assert.Equal(200, (await waiting).Status);
        Assert.Equal(newest.Jpeg, annotated.Body);
        Assert.Equal("image/jpeg", annotated.MediaType);
        Assert.Equal(TestJpeg.Small, raw.Body);
        Assert.NotEqual(raw.Body, annotated.Body);
    }

    [Theory]
    [InlineData("", "no-store")]
    [InlineData("?raw=1", "no-store")]
    [InlineData("?t=1700000000", "private, max-age=60, immutable")]
    [InlineData("?t=", "private, max-age=60, immutable")]
    public async Task Snapshot_CacheRules_DependOnT(string query, string expected)
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        Task<Snapshot> waiting = GetAsync(query);
        await camera.ExchangeUntilAsync(waiting);

        Assert.Equal(expected, (await waiting).CacheControl);
    }

    [Fact]
    public async Task Snapshot_NoStream_Is404()
    {
        HttpAnswer answer = await Host.GetAsync("/view/nobody/snapshot.jpg");

        Assert.Equal(404, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task Snapshot_CameraSendsNothing_Is503WithinTheLimit()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        Task<Snapshot> waiting = GetAsync("?t=1");

        while (!waiting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await camera.FenceAsync();
        }

        Snapshot answer = await waiting;
        Assert.Equal(503, answer.Status);
        Assert.Equal("1", answer.Header("Retry-After"));
        Assert.Equal("no-store", answer.CacheControl);
    }

    [Fact]
    public async Task Snapshot_CameraLeft_SaysSinceWhenInThePicturesSize()
    {
        await using (TestCamera camera = await Host.CameraAsync(Token))
        {
            await camera.ExchangeAsync(0, TestJpeg.Picture(320, 240));
            await camera.CloseAsync();
        }
        await Host.UnusedAsync(Token);

        Snapshot away = await GetAsync("?t=1");

        Assert.Equal(200, away.Status);
        Assert.Equal("no-store", away.CacheControl);
        Assert.Equal(ManualTimeProvider.Start, DateTimeOffset.Parse(away.Header("X-Camera-Away-Since")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(new PixelSize(320, 240), DecodedSize.Of(away.Body));
    }

    [Fact]
    public async Task Snapshot_FrameGrownOld_WaitsForTheNext()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        Task<Snapshot> first = GetAsync("?raw=1");
        long number = await camera.ExchangeUntilAsync(first);
        _time.Advance(TimeSpan.FromSeconds(3));

        Task<Snapshot> second = GetAsync("?raw=1");
        await camera.ExchangeUntilAsync(second, number + 1, TestJpeg.Picture(80, 60));

        Assert.Equal(TestJpeg.Picture(80, 60), (await second).Body);
    }

    [Fact]
    public async Task Snapshot_NoLongerAskedFor_KeepsNoStreamAlive()
    {
        await using (TestCamera camera = await Host.CameraAsync(Token))
        {
            await camera.ExchangeUntilAsync(GetAsync(""));
            await camera.CloseAsync();
        }
        await Host.UnusedAsync(Token);

        _time.Advance(TimeSpan.FromSeconds(62));
        await Host.ForgottenAsync(Token);

        Assert.Equal(404, (await GetAsync("")).Status);
    }

    private Task<Snapshot> GetAsync(string query) => Snapshot.GetAsync(Host, Token, query);
}
