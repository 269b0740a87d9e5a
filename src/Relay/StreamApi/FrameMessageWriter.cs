using System.Buffers;
using System.Text.Json;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Writes a published frame as the older protocol's <c>frame</c> message, base64 and all, into one reused buffer.</summary>
/// <remarks><b>Threading:</b> one send loop. <b>Ownership:</b> what was written is valid until the next message.</remarks>
internal sealed class FrameMessageWriter : IDisposable
{
    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Makes the writer.</summary>
    public FrameMessageWriter() => _json = new Utf8JsonWriter(_buffer, WriterOptions);

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="streamId">Its stream.</param>
    /// <param name="quality">What its size is called.</param>
    public ReadOnlyMemory<byte> Write(PublishedFrame frame, string streamId, string quality)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("type"u8, "frame"u8);
        _json.WriteStartObject("data"u8);
        _json.WriteString("stream_id"u8, streamId);
        // The older protocol counts seconds.
        _json.WriteNumber("timestamp"u8, frame.Timestamp / 1000);
        _json.WriteBase64String("frame"u8, frame.Annotated.Span);
        _json.WriteNumber("frame_number"u8, frame.Number);
        _json.WriteString("quality"u8, quality);
        _json.WritePropertyName("metadata"u8);
        _json.WriteRawValue(frame.Header.Span, skipInputValidation: true);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
