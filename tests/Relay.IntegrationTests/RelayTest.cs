namespace RealtimeDetect.Relay.IntegrationTests;

/// <summary>A test against the shared server: it must not leave an error in the log.</summary>
public abstract class RelayTest(RelayFixture fixture) : IDisposable
{
    /// <summary>The shared server.</summary>
    protected RelayHost Host => fixture.Host;

    /// <summary>A token that no other test uses.</summary>
    protected string Token { get; } = $"t-{Guid.NewGuid():N}";

    /// <inheritdoc/>
    public void Dispose()
    {
        Host.Log.ThrowIfErrors();
        GC.SuppressFinalize(this);
    }
}
