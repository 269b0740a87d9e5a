using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace RealtimeDetect.TestKit;

/// <summary>A slow way to a server: what either side sends arrives at a rate and after a delay; the way from the server can be cut and restored.</summary>
/// <remarks>
/// Stands in for a network namespace with <c>tc netem</c>, which needs rights that a test does not have. It reads from either
/// side no faster than its rate, so that TCP's own flow control holds that side back, as a narrow link does. <b>Ownership:</b> the test disposes.
/// </remarks>
public sealed class ShapedLink : IAsyncDisposable
{
    /// <summary>Bytes that pass at once: a few packets.</summary>
    private const int ChunkBytes = 4096;

    /// <summary>The kernel's buffers at the link, bytes: what a router queues.</summary>
    private const int BufferBytes = 32 * 1024;

    private readonly Uri _server;
    private readonly double _bytesPerSecond;
    private readonly double _uplinkBytesPerSecond;
    private readonly TimeSpan _delay;
    private readonly TimeSpan _uplinkDelay;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _cut;

    private ShapedLink(Uri server, double bitsPerSecond, TimeSpan delay, TimeSpan uplinkDelay, double uplinkBitsPerSecond)
    {
        _server = server;
        _bytesPerSecond = bitsPerSecond / 8;
        _uplinkBytesPerSecond = uplinkBitsPerSecond / 8;
        _delay = delay;
        _uplinkDelay = uplinkDelay;
        _listener.Server.ReceiveBufferSize = BufferBytes;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The near end: connect here instead of to the server.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Opens a link to a server.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="bitsPerSecond">Rate from the server.</param>
    /// <param name="delay">Delay from the server.</param>
    /// <param name="uplinkDelay">Delay to the server.</param>
    /// <param name="uplinkBitsPerSecond">Rate to the server.</param>
    public static ShapedLink Open(
        Uri server, double bitsPerSecond, TimeSpan delay, TimeSpan uplinkDelay = default, double uplinkBitsPerSecond = double.PositiveInfinity) =>
        new(server, bitsPerSecond, delay, uplinkDelay, uplinkBitsPerSecond);

    /// <summary>Nothing passes from the server until <see cref="Restore"/>; connections stay.</summary>
    public void Cut() => _cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes on.</summary>
    public void Restore()
    {
        TaskCompletionSource? cut = _cut;
        _cut = null;
        cut?.SetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Restore();
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ConnectAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The link is closed.
        }
    }

    private async Task ConnectAsync(Socket near)
    {
        using (near)
        using (var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = BufferBytes })
        {
            near.NoDelay = true;
            near.SendBufferSize = BufferBytes;
            try
            {
                await far.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                var down = Channel.CreateUnbounded<(byte[] Bytes, long Due)>();
                var up = Channel.CreateUnbounded<(byte[] Bytes, long Due)>();
                await Task.WhenAny(
                    Task.WhenAll(ShapeAsync(near, up.Writer, _uplinkBytesPerSecond, _uplinkDelay, () => null), DeliverAsync(far, up.Reader)),
                    Task.WhenAll(ShapeAsync(far, down.Writer, _bytesPerSecond, _delay, () => _cut), DeliverAsync(near, down.Reader)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // One side went away.
            }
        }
    }

    // Takes a chunk when the one before it has had its time on the wire.
    private async Task ShapeAsync(
        Socket from, ChannelWriter<(byte[] Bytes, long Due)> underWay, double bytesPerSecond, TimeSpan delay, Func<TaskCompletionSource?> cutNow)
    {
        byte[] buffer = new byte[ChunkBytes];
        long free = TimeProvider.System.GetTimestamp();
        while (await from.ReceiveAsync(buffer.AsMemory(), _stop.Token) is > 0 and var count)
        {
            if (cutNow() is { } cut)
                await cut.Task;
            free = Math.Max(free, TimeProvider.System.GetTimestamp()) + (long)(count / bytesPerSecond * TimeProvider.System.TimestampFrequency);
            await UntilAsync(free);
            underWay.TryWrite((buffer.AsSpan(0, count).ToArray(), After(free, delay)));
        }
        underWay.Complete();
    }

    private async Task DeliverAsync(Socket destination, ChannelReader<(byte[] Bytes, long Due)> underWay)
    {
        await foreach ((byte[] bytes, long due) in underWay.ReadAllAsync(_stop.Token))
        {
            await UntilAsync(due);
            await destination.SendAsync(bytes.AsMemory(), _stop.Token);
        }
    }

    private static long After(long moment, TimeSpan delay) => moment + (long)(delay.TotalSeconds * TimeProvider.System.TimestampFrequency);

    private async Task UntilAsync(long due)
    {
        TimeSpan wait = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), due);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, TimeProvider.System, _stop.Token);
    }
}
