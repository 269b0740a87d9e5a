using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>Detections without pictures: each frame's <c>frame_metadata</c>, and whether the camera is there.</summary>
/// <param name="syntax">Server-sent events or JSON lines.</param>
/// <param name="heartbeatInterval">Longest silence.</param>
/// <param name="time">The clock.</param>
/// <remarks><b>Threading:</b> one answer's loop.</remarks>
internal sealed class EventFormat(EventSyntax syntax, TimeSpan heartbeatInterval, TimeProvider time) : IOutputFormat
{
    private readonly ArrayBufferWriter<byte> _json = new(256);
    private long _lastWrite = time.GetTimestamp();
    private bool? _cameraConnected;

    /// <inheritdoc/>
    public OutputKind Kind => OutputKind.Events;

    /// <inheritdoc/>
    public string ContentType => syntax == EventSyntax.ServerSentEvents ? "text/event-stream" : "application/x-ndjson";

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> body)
    {
        if (syntax == EventSyntax.ServerSentEvents)
            body.Write("retry: 2000\n\n"u8);
    }

    /// <inheritdoc/>
    public void Write(PublishedFrame frame, IBufferWriter<byte> body)
    {
        if (_cameraConnected != true)
            WriteCamera(true, null, body);
        _lastWrite = time.GetTimestamp();
        if (syntax == EventSyntax.ServerSentEvents)
        {
            Span<byte> number = stackalloc byte[20];
            Utf8Formatter.TryFormat(frame.Number, number, out int digits);
            body.Write("id: "u8);
            body.Write(number[..digits]);
            body.Write("\n"u8);
        }
        WriteData(frame.Header.Span, body);
    }

    /// <inheritdoc/>
    public bool WriteIdle(LiveStream stream, IBufferWriter<byte> body)
    {
        if (_cameraConnected != stream.CameraConnected)
        {
            WriteCamera(stream.CameraConnected, stream.CameraLeftAt, body);
            return true;
        }
        if (time.GetElapsedTime(_lastWrite) < heartbeatInterval)
            return false;
        _lastWrite = time.GetTimestamp();
        if (syntax == EventSyntax.ServerSentEvents)
            body.Write(": heartbeat\n\n"u8);
        else
            WriteData("""{"type":"heartbeat"}"""u8, body);
        return true;
    }

    private void WriteCamera(bool connected, DateTimeOffset? leftAt, IBufferWriter<byte> body)
    {
        _cameraConnected = connected;
        _lastWrite = time.GetTimestamp();
        _json.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_json))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "camera"u8);
            json.WriteBoolean("camera_connected"u8, connected);
            if (leftAt is { } left)
                json.WriteNumber("away_since"u8, left.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        }
        if (syntax == EventSyntax.ServerSentEvents)
            body.Write("event: camera\n"u8);
        WriteData(_json.WrittenSpan, body);
    }

    // The JSON writer puts no line feed into a message, so that one line holds it in either syntax.
    private void WriteData(ReadOnlySpan<byte> json, IBufferWriter<byte> body)
    {
        if (syntax == EventSyntax.ServerSentEvents)
            body.Write("data: "u8);
        body.Write(json);
        body.Write(syntax == EventSyntax.ServerSentEvents ? "\n\n"u8 : "\n"u8);
    }
}
