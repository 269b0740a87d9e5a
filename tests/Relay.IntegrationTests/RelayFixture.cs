using RealtimeDetect.Relay.IntegrationTests;

[assembly: AssemblyFixture(typeof(RelayFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace RealtimeDetect.Relay.IntegrationTests;

/// <summary>The server that most tests share, each with tokens of its own.</summary>
public sealed class RelayFixture : IAsyncLifetime
{
    private RelayHost? _host;

    /// <summary>The server.</summary>
    public RelayHost Host => _host ?? throw new InvalidOperationException("The server was not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _host = await RelayHost.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
