using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace RealtimeDetect.Load;

/// <summary>A viewer that notes each frame's age when it has it whole; it can be told to stop reading.</summary>
/// <remarks><b>Threading:</b> one receive loop; <see cref="Frames"/> may be read from any thread.</remarks>
internal sealed class LoadViewer(string host, string token, bool acks) : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Lock _lock = new();
    private readonly List<SeenFrame> _frames = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private volatile TaskCompletionSource? _pause;

    /// <summary>Every frame so far.</summary>
    public IReadOnlyList<SeenFrame> Frames
    {
        get
        {
            lock (_lock)
                return [.. _frames];
        }
    }

    /// <summary>Time since the viewer was made.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>Stops reading until <see cref="Resume"/>.</summary>
    public void Pause() => _pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads on.</summary>
    public void Resume()
    {
        TaskCompletionSource? pause = _pause;
        _pause = null;
        pause?.SetResult();
    }

    /// <summary>Receives until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        byte[] buffer = new byte[256 * 1024];
        try
        {
            await _socket.ConnectAsync(new Uri($"ws://{host}/ws/view/{token}"), stop);
            double timestamp = 0, processingMs = 0;
            long number = 0;
            while (true)
            {
                if (_pause is { } pause)
                    await pause.Task.WaitAsync(stop);
                (WebSocketMessageType type, int length) = await ReadAsync(buffer, stop);
                if (type == WebSocketMessageType.Text)
                    (timestamp, processingMs, number) = ReadMetadata(buffer.AsSpan(0, length), number);
                else
                    await OnPictureAsync(timestamp, processingMs, number, stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The run is over.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task OnPictureAsync(double timestamp, double processingMs, long number, CancellationToken stop)
    {
        double age = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds - timestamp;
        lock (_lock)
            _frames.Add(new SeenFrame(Now, age, processingMs));
        if (acks)
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes($"{{\"type\":\"frame_ack\",\"frameNumber\":{number}}}").AsMemory(), WebSocketMessageType.Text, true, stop);
    }

    // The pictures' bytes are read and forgotten; only a text is kept whole.
    private async Task<(WebSocketMessageType Type, int Length)> ReadAsync(byte[] buffer, CancellationToken stop)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            if (part.EndOfMessage)
                return (part.MessageType, length + part.Count);
            length = part.MessageType == WebSocketMessageType.Text ? length + part.Count : 0;
        }
    }

    private static (double Timestamp, double ProcessingMs, long Number) ReadMetadata(ReadOnlySpan<byte> text, long number)
    {
        var reader = new Utf8JsonReader(text);
        using JsonDocument message = JsonDocument.ParseValue(ref reader);
        JsonElement root = message.RootElement;
        return root.GetProperty("type").GetString() == "frame_metadata"
            ? (root.GetProperty("timestamp").GetDouble(), root.GetProperty("processing_time_ms").GetDouble(), root.GetProperty("frameNumber").GetInt64())
            : (0, 0, number);
    }
}
