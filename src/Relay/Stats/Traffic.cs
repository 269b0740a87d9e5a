namespace RealtimeDetect.Relay.Stats;

/// <summary>What one stream moves over the network: frames in, and each output's bytes out.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class Traffic(TimeProvider time, RelayMetrics metrics)
{
    private readonly ByteRate _received = new(time);
    private readonly ByteRate[] _sent = [.. Enum.GetValues<OutputKind>().Select(_ => new ByteRate(time))];

    /// <summary>The rates now.</summary>
    public TrafficStats PerSecond => new(
        Round(_received), Sent(OutputKind.Jpeg), Sent(OutputKind.H264), Sent(OutputKind.Mjpeg), Sent(OutputKind.Events),
        Sent(OutputKind.Snapshot), Sent(OutputKind.Base64));

    /// <summary>Counts a received frame's bytes.</summary>
    public void OnReceived(int bytes) => _received.Add(bytes);

    /// <summary>Counts bytes handed to one client.</summary>
    public void OnSent(OutputKind output, long bytes)
    {
        _sent[(int)output].Add(bytes);
        metrics.OnSent(output, bytes);
    }

    private double Sent(OutputKind output) => Round(_sent[(int)output]);

    private static double Round(ByteRate rate) => Math.Round(rate.PerSecond);
}
