namespace RealtimeDetect.Simulator.FramePath;

/// <summary>Simulated time as the server's own classes take it.</summary>
/// <remarks>It has no timers: whoever waits in the simulation does so by the event loop.</remarks>
internal sealed class SimulatedTime(EventLoop loop) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)(loop.NowMs * TimeSpan.TicksPerMillisecond);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(loop.NowMs);
}
