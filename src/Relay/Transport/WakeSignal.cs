using System.Threading.Channels;

namespace RealtimeDetect.Relay.Transport;

/// <summary>Wakes one waiting loop; any number of sets before it looks are one.</summary>
/// <remarks><b>Threading:</b> set from any thread, awaited by one loop.</remarks>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Wakes the loop, now or when it next waits.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for the next <see cref="Set"/>.</summary>
    public ValueTask<bool> WaitAsync() => _channel.Reader.ReadAsync();
}
