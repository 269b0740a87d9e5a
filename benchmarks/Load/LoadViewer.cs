using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace RealtimeDetect.Load;

/// <summary>A viewer that notes each frame's age when it has it whole; it can be told to stop reading.</summary>
/// <param name="host">Host and port, of the server or of a link to it.</param>
/// <param name="token">The stream.</param>
/// <param name="acks">Whether it acks frames.</param>
/// <param name="asPage">Whether it does what the viewer page does on a weak link: announces acks, takes smaller pictures, tells its round trip.</param>
/// <param name="codec"><c>jpeg</c> or <c>h264</c>.</param>
/// <remarks><b>Threading:</b> one receive loop; <see cref="Frames"/> may be read from any thread.</remarks>
internal sealed class LoadViewer(string host, string token, bool acks, bool asPage = false, string codec = "jpeg") : IDisposable
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket _socket = new();
    private readonly Lock _lock = new();
    private readonly List<SeenFrame> _frames = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource? _pause;
    private double _roundTripMs = double.PositiveInfinity;
    private TimeSpan _nextPing;

    /// <summary>Completes when the server has accepted the socket.</summary>
    public Task Connected => _connected.Task;

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
            await _socket.ConnectAsync(new Uri($"ws://{host}/ws/view/{token}?codec={codec}{(asPage ? "&acks=1&smaller=1" : "")}"), stop);
            _connected.TrySetResult();
            await PingAsync(stop);
            PictureHead head = default;
            while (true)
            {
                if (_pause is { } pause)
                    await pause.Task.WaitAsync(stop);
                (WebSocketMessageType type, int length) = await ReadAsync(buffer, stop);
                if (type == WebSocketMessageType.Text)
                {
                    head = ReadText(buffer.AsSpan(0, length)) ?? head;
                    await PingAsync(stop);
                }
                else
                    await OnPictureAsync(new SeenFrame(Now, NowMs - head.TimestampMs, head.ProcessingMs, length, head.Number, head.IsUnit), stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static double NowMs => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    private async Task OnPictureAsync(SeenFrame frame, CancellationToken stop)
    {
        lock (_lock)
            _frames.Add(frame);
        if (acks)
            await SendAsync($"{{\"type\":\"frame_ack\",\"frameNumber\":{frame.Number}}}", stop);
        await PingAsync(stop);
    }

    private async Task PingAsync(CancellationToken stop)
    {
        if (!asPage || Now < _nextPing)
            return;
        _nextPing = Now + PingInterval;
        string roundTrip = double.IsFinite(_roundTripMs) ? $",\"offset_ms\":0,\"rtt_ms\":{_roundTripMs:F1}" : "";
        await SendAsync($"{{\"type\":\"clock_ping\",\"t0\":{NowMs:F1}{roundTrip}}}", stop);
    }

    private Task SendAsync(string text, CancellationToken stop) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, true, stop).AsTask();

    // A text fits into half the buffer and is kept whole; of a picture only the length counts.
    private async Task<(WebSocketMessageType Type, int Length)> ReadAsync(byte[] buffer, CancellationToken stop)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(Math.Min(length, buffer.Length / 2)), stop);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            if (part.EndOfMessage)
                return (part.MessageType, length + part.Count);
            length += part.Count;
        }
    }

    // What is said of the next picture; null where the text is about something else.
    private PictureHead? ReadText(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        using JsonDocument message = JsonDocument.ParseValue(ref reader);
        JsonElement root = message.RootElement;
        switch (root.GetProperty("type").GetString())
        {
            case "frame_metadata":
                return new PictureHead(
                    root.GetProperty("timestamp").GetDouble(), root.GetProperty("processing_time_ms").GetDouble(),
                    root.GetProperty("frameNumber").GetInt64(), root.GetProperty("format").GetString() == "h264");
            case "clock_pong":
                _nextPing = double.IsFinite(_roundTripMs) ? _nextPing : TimeSpan.Zero;
                _roundTripMs = Math.Min(_roundTripMs, NowMs - root.GetProperty("t0").GetDouble());
                break;
        }
        return null;
    }

    private readonly record struct PictureHead(double TimestampMs, double ProcessingMs, long Number, bool IsUnit);
}
