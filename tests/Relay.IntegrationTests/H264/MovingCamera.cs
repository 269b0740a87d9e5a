namespace RealtimeDetect.Relay.IntegrationTests.H264;

/// <summary>A camera whose picture differs a little from frame to frame, sent as fast as the server takes it until told to stop.</summary>
internal sealed class MovingCamera : IAsyncDisposable
{
    private readonly TestCamera _camera;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _sending;

    private MovingCamera(TestCamera camera, int width, int height)
    {
        _camera = camera;
        _sending = SendAsync([.. Enumerable.Range(0, 8).Select(noise => TestJpeg.Picture(width, height, noise: noise * 4))]);
    }

    /// <summary>Connects and begins; one that comes after another takes its place.</summary>
    public static async Task<MovingCamera> StartAsync(RelayHost host, string token, int width = 320, int height = 240) =>
        new(await host.CameraAsync(token, session: "moving"), width, height);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending;
        await _camera.DisposeAsync();
        _end.Dispose();
    }

    private async Task SendAsync(byte[][] pictures)
    {
        for (long number = 0; !_end.IsCancellationRequested; number++)
            await _camera.ExchangeAsync(number, pictures[number % pictures.Length], number * 33.0);
    }
}
