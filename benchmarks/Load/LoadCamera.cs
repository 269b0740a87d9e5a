using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace RealtimeDetect.Load;

/// <summary>A camera that sends ready-made JPEGs at a rate, or as fast as acks come.</summary>
/// <remarks><b>Threading:</b> a send loop and a receive loop of its own.</remarks>
internal sealed class LoadCamera(string host, string token, IReadOnlyList<byte[]> frames, int fps, bool honoursWindow) : IDisposable
{
    /// <summary>Frames unacked where the window is honoured: what the server asks for on two cores.</summary>
    private const int Window = 3;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _credit = new(Window);
    private long _processed;

    /// <summary>Frames acked as processed.</summary>
    public long Processed => Interlocked.Read(ref _processed);

    /// <summary>Frames sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await _socket.ConnectAsync(new Uri($"ws://{host}/ws/camera/{token}"), stop);
        Task receive = ReceiveAsync(stop);
        long start = Stopwatch.GetTimestamp();
        try
        {
            for (long number = 0; !stop.IsCancellationRequested; number++)
            {
                if (honoursWindow)
                    await _credit.WaitAsync(stop);
                if (fps > 0)
                    await PaceAsync(TimeSpan.FromSeconds((double)number / fps), start, stop);
                await SendAsync(number, stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The run is over.
        }
        _socket.Abort();
        await receive;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _credit.Dispose();
    }

    private static async Task PaceAsync(TimeSpan due, long start, CancellationToken stop)
    {
        TimeSpan wait = due - Stopwatch.GetElapsedTime(start);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, stop);
    }

    private async Task SendAsync(long number, CancellationToken stop)
    {
        double now = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
        string metadata = $"{{\"type\":\"frame_metadata\",\"timestamp\":{now:F3},\"frameNumber\":{number},\"format\":\"jpeg\"}}";
        await _socket.SendAsync(Encoding.UTF8.GetBytes(metadata).AsMemory(), WebSocketMessageType.Text, true, stop);
        await _socket.SendAsync(frames[(int)(number % frames.Count)].AsMemory(), WebSocketMessageType.Binary, true, stop);
        Sent++;
    }

    private async Task ReceiveAsync(CancellationToken stop)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult message = await _socket.ReceiveAsync(buffer.AsMemory(), stop);
                if (message.MessageType == WebSocketMessageType.Close)
                    return;
                OnText(buffer.AsSpan(0, message.Count));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private void OnText(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        using JsonDocument message = JsonDocument.ParseValue(ref reader);
        if (message.RootElement.GetProperty("type").GetString() != "frame_ack")
            return;
        if (message.RootElement.GetProperty("outcome").GetString() == "processed")
            Interlocked.Increment(ref _processed);
        if (honoursWindow)
            _credit.Release();
    }
}
