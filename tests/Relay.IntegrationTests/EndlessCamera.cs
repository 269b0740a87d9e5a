namespace RealtimeDetect.Relay.IntegrationTests;

/// <summary>A camera that sends as fast as the server takes it until told to stop, its picture a little different from frame to frame or still.</summary>
internal sealed class EndlessCamera : IAsyncDisposable
{
    private const int Pictures = 8;
    private readonly TestCamera _camera;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _sending;

    private EndlessCamera(TestCamera camera, IEnumerable<byte[]> pictures, Func<long, double> timestamp)
    {
        _camera = camera;
        _sending = SendAsync([.. pictures], timestamp);
    }

    /// <summary>Connects and begins; one that comes after another takes its place.</summary>
    public static Task<EndlessCamera> StartAsync(RelayHost host, string token, int width = 320, int height = 240) =>
        StartAsync(host, token, Enumerable.Range(0, Pictures).Select(noise => TestJpeg.Picture(width, height, noise: noise * 4)));

    /// <summary>The same with one picture, so that what is made of it does not depend on which frames were taken.</summary>
    public static Task<EndlessCamera> StartStillAsync(RelayHost host, string token, int width, int height) =>
        StartAsync(host, token, [TestJpeg.Picture(width, height, noise: Pictures)]);

    /// <summary>Begins on a camera that is connected already and belongs to this one from now on; sends one picture, taken now each time.</summary>
    public static EndlessCamera Start(TestCamera camera, byte[] picture) => new(camera, [picture], _ => PeerClock.TrueMs);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending;
        await _camera.DisposeAsync();
        _end.Dispose();
    }

    private static async Task<EndlessCamera> StartAsync(RelayHost host, string token, IEnumerable<byte[]> pictures) =>
        new(await host.CameraAsync(token, session: "endless"), pictures, number => number * 33.0);

    private async Task SendAsync(byte[][] pictures, Func<long, double> timestamp)
    {
        for (long number = 0; !_end.IsCancellationRequested; number++)
            await _camera.ExchangeAsync(number, pictures[number % pictures.Length], timestamp(number));
    }
}
