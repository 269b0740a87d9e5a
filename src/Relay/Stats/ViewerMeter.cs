namespace RealtimeDetect.Relay.Stats;

/// <summary>Counts what one viewer is sent, for itself and for its stream.</summary>
/// <param name="stream">The stream's.</param>
/// <param name="first">The form that it is counted under before anything is sent.</param>
/// <param name="time">The clock.</param>
/// <remarks><b>Threading:</b> one sender; read from any thread.</remarks>
internal sealed class ViewerMeter(Traffic stream, OutputKind first, TimeProvider time)
{
    private readonly ByteRate _sent = new(time);
    private volatile OutputKind _output = first;

    /// <summary>The rate now.</summary>
    public ViewerTraffic PerSecond => new(RelayMetrics.NameOf(_output), Math.Round(_sent.PerSecond));

    /// <summary>Counts bytes handed over.</summary>
    public void OnSent(OutputKind output, long bytes)
    {
        _output = output;
        _sent.Add(bytes);
        stream.OnSent(output, bytes);
    }
}
