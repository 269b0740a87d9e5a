using System.Text.Json;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>A message on the stream API's sockets: <c>{"type":…,"data":{…}}</c>. What stands beside <c>type</c> is read as if it stood in <c>data</c>.</summary>
/// <remarks>The frame stays where it is in the message. Fields of another kind count as missing.</remarks>
internal struct StreamMessage : IJsonProperties
{
    /// <summary>What the message is.</summary>
    public StreamMessageType Type { get; private set; }

    /// <summary>Whether it names a stream.</summary>
    public bool NamesStream { get; private set; }

    /// <summary>Where the stream that it names stands in the message, if it is written plainly, as every id can be; else empty.</summary>
    public Range StreamId { get; private set; }

    /// <summary>Capture time on the peer's clock; its unit is told by its size.</summary>
    public double? Timestamp { get; private set; }

    /// <summary>The frame's number.</summary>
    public double? FrameNumber { get; private set; }

    /// <summary>Where the frame's base64 stands in the message, between the quotes.</summary>
    public Range Frame { get; private set; }

    /// <summary>Whether <see cref="Frame"/> holds JSON escapes, such as <c>\/</c>.</summary>
    public bool FrameIsEscaped { get; private set; }

    /// <summary>Reads one message; false if it is not exactly one JSON object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out StreamMessage message)
    {
        message = default;
        return JsonMessage.TryRead(utf8, ref message);
    }

    /// <inheritdoc/>
    void IJsonProperties.ReadProperty(ref Utf8JsonReader reader) => ReadProperty(ref reader, isTop: true);

    private void ReadProperty(ref Utf8JsonReader reader, bool isTop)
    {
        if (isTop && reader.ValueTextEquals("type"u8))
            Type = ReadType(ref reader);
        else if (isTop && reader.ValueTextEquals("data"u8))
            ReadData(ref reader);
        else if (reader.ValueTextEquals("frame"u8))
            ReadFrame(ref reader);
        else if (reader.ValueTextEquals("stream_id"u8))
            ReadStreamId(ref reader);
        else if (reader.ValueTextEquals("timestamp"u8))
            Timestamp = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("frame_number"u8))
            FrameNumber = JsonMessage.ReadNumber(ref reader);
        else
            reader.Skip();
    }

    private void ReadData(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadProperty(ref reader, isTop: false);
    }

    private void ReadFrame(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            Frame = Within(ref reader);
            FrameIsEscaped = reader.ValueIsEscaped;
        }
        reader.Skip();
    }

    private void ReadStreamId(ref Utf8JsonReader reader)
    {
        reader.Read();
        NamesStream = reader.TokenType != JsonTokenType.Null;
        StreamId = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? Within(ref reader) : default;
        reader.Skip();
    }

    // Between a string's quotes.
    private static Range Within(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex + 1;
        return start..(start + reader.ValueSpan.Length);
    }

    private static StreamMessageType ReadType(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return StreamMessageType.Unknown;
        }
        if (reader.ValueTextEquals("frame"u8) || reader.ValueTextEquals("frame_data"u8))
            return StreamMessageType.Frame;
        if (reader.ValueTextEquals("start_stream"u8))
            return StreamMessageType.StartStream;
        if (reader.ValueTextEquals("stop_stream"u8))
            return StreamMessageType.StopStream;
        if (reader.ValueTextEquals("join_stream"u8))
            return StreamMessageType.JoinStream;
        if (reader.ValueTextEquals("leave_stream"u8))
            return StreamMessageType.LeaveStream;
        return reader.ValueTextEquals("stream_info"u8) ? StreamMessageType.StreamInfo : StreamMessageType.Unknown;
    }
}
