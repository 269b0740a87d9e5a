namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>A camera and a viewer that do everything right, while others do not.</summary>
public sealed class HealthyPair(RelayFixture fixture) : IAsyncLifetime
{
    private const string Token = "healthy";

    private TestCamera? _camera;
    private TestViewer? _viewer;
    private long _next;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _camera = await fixture.Host.CameraAsync(Token);
        _viewer = await fixture.Host.ViewerAsync(Token);
    }

    /// <summary>Sends the next frame, and fails unless the viewer gets it: that one, and none before it missing.</summary>
    public async Task ExchangeAsync()
    {
        long number = _next++;
        string outcome = await _camera!.ExchangeAsync(number, TestJpeg.Small);
        Assert.True(outcome == "processed", $"{outcome}: {_camera.History.LastOrDefault(m => m.GetProperty("type").GetString() == "error")}");
        Assert.Equal(number, (await _viewer!.FrameAsync()).Number);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _camera!.DisposeAsync();
        await _viewer!.DisposeAsync();
    }
}
