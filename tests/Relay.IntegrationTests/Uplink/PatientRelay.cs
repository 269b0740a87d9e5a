namespace RealtimeDetect.Relay.IntegrationTests.Uplink;

/// <summary>A server on which no frame gets too old and no decoder too slow: a busy machine starts programs late.</summary>
public sealed class PatientRelay : IAsyncLifetime
{
    private RelayHost? _host;

    /// <summary>The server.</summary>
    public RelayHost Host => _host ?? throw new InvalidOperationException("The server was not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _host = await RelayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Viewers:MaxFrameAgeMs"] = "10000",
        ["Uplink:StallTimeout"] = "00:00:30",
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
