using System.Text.Json;

namespace RealtimeDetect.Relay.Transport;

/// <summary>The fields of a peer's JSON message that mean something to the server; null where missing or of another kind.</summary>
/// <remarks>Unknown fields, objects and arrays are skipped.</remarks>
internal struct JsonFields : IJsonProperties
{
    /// <summary>What the message is.</summary>
    public MessageType Type { get; private set; }

    /// <summary>The <c>frameNumber</c>.</summary>
    public double? FrameNumber { get; private set; }

    /// <summary>The <c>timestamp</c>, Unix milliseconds on the peer's clock.</summary>
    public double? Timestamp { get; private set; }

    /// <summary>The ping's <c>t0</c>, Unix milliseconds on the peer's clock.</summary>
    public double? T0 { get; private set; }

    /// <summary>Server clock minus the peer's, in milliseconds.</summary>
    public double? OffsetMs { get; private set; }

    /// <summary>Frames painted a second.</summary>
    public double? Fps { get; private set; }

    /// <summary>Delay from capture to paint, in milliseconds.</summary>
    public double? Latency { get; private set; }

    /// <summary>Frames waiting in the viewer.</summary>
    public double? QueueSize { get; private set; }

    /// <summary>Frames that arrived at the viewer a second, since its last report.</summary>
    public double? ReceivedFps { get; private set; }

    /// <summary>Their mean size in bytes.</summary>
    public double? FrameBytes { get; private set; }

    /// <summary>Their mean delay from the end of encoding to the last byte, on the server's clock, in milliseconds.</summary>
    public double? ArrivalMs { get; private set; }

    /// <summary>Their mean time from the metadata to the last byte, in milliseconds.</summary>
    public double? ReceiveMs { get; private set; }

    /// <summary>Kilobits per second of the slowest of them.</summary>
    public double? SlowestReceiveKbps { get; private set; }

    /// <summary>Longest of their delays before the metadata came, in milliseconds.</summary>
    public double? HighestWaitMs { get; private set; }

    /// <summary>Mean time from a frame's last byte to its painting, in milliseconds.</summary>
    public double? ShowMs { get; private set; }

    /// <summary>Most frames a second that the viewer wants.</summary>
    public double? MaxFps { get; private set; }

    /// <summary>Oldest frame that the viewer wants, in milliseconds.</summary>
    public double? MaxAgeMs { get; private set; }

    /// <summary>Longest side of a picture that is enough for the viewer, in pixels.</summary>
    public double? MaxLongSidePx { get; private set; }

    /// <summary>The peer's own measure of the round trip, in milliseconds.</summary>
    public double? RoundTripMs { get; private set; }

    /// <summary>How far <see cref="OffsetMs"/> may be off, in milliseconds.</summary>
    public double? ErrorMs { get; private set; }

    /// <summary>When the camera page took the picture, Unix milliseconds on the peer's clock.</summary>
    public double? TakenAt { get; private set; }

    /// <summary>When the camera page handed the encoded picture to its socket, Unix milliseconds on the peer's clock.</summary>
    public double? SentAt { get; private set; }

    /// <summary>From the sending of a frame to its whole arrival at the viewer, in milliseconds.</summary>
    public double? DownlinkMs { get; private set; }

    /// <summary>From there to the end of its decoding.</summary>
    public double? ViewerDecodeMs { get; private set; }

    /// <summary>From there to its painting.</summary>
    public double? PaintMs { get; private set; }

    /// <summary>From its capture, or its arrival at the server where that is not known, to its painting.</summary>
    public double? TotalMs { get; private set; }

    /// <summary>The <c>overlay</c>: true for <c>data</c>, false for <c>burned</c>, null for anything else.</summary>
    public bool? OverlayIsData { get; private set; }

    /// <summary>The <c>codec</c>: true for <c>h264</c>, false for <c>jpeg</c>, null for anything else.</summary>
    public bool? CodecIsH264 { get; private set; }

    /// <summary>The <c>format</c>: true for <c>h264</c>, false for <c>jpeg</c>, null for anything else.</summary>
    public bool? FormatIsH264 { get; private set; }

    /// <summary>Reads one message; false if it is not exactly one JSON object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out JsonFields fields)
    {
        fields = default;
        return JsonMessage.TryRead(utf8, ref fields);
    }

    /// <inheritdoc/>
    void IJsonProperties.ReadProperty(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8))
            Type = ReadType(ref reader);
        else if (reader.ValueTextEquals("overlay"u8))
            OverlayIsData = ReadChoice(ref reader, "data"u8, "burned"u8);
        else if (reader.ValueTextEquals("codec"u8))
            CodecIsH264 = ReadChoice(ref reader, "h264"u8, "jpeg"u8);
        else if (reader.ValueTextEquals("format"u8))
            FormatIsH264 = ReadChoice(ref reader, "h264"u8, "jpeg"u8);
        else if (reader.ValueTextEquals("frameNumber"u8))
            FrameNumber = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("timestamp"u8))
            Timestamp = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("t0"u8))
            T0 = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("offset_ms"u8))
            OffsetMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("fps"u8))
            Fps = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("latency"u8))
            Latency = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("queueSize"u8))
            QueueSize = JsonMessage.ReadNumber(ref reader);
        else
            ReadLinkProperty(ref reader);
    }

    private void ReadLinkProperty(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("received_fps"u8))
            ReceivedFps = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("frame_bytes"u8))
            FrameBytes = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("arrival_ms"u8))
            ArrivalMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("receive_ms"u8))
            ReceiveMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("slowest_receive_kbps"u8))
            SlowestReceiveKbps = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("highest_wait_ms"u8))
            HighestWaitMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("show_ms"u8))
            ShowMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("max_fps"u8))
            MaxFps = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("max_age_ms"u8))
            MaxAgeMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("max_long_side_px"u8))
            MaxLongSidePx = JsonMessage.ReadNumber(ref reader);
        else if (!TryReadTime(ref reader))
            reader.Skip();
    }

    private bool TryReadTime(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("rtt_ms"u8))
            RoundTripMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("error_ms"u8))
            ErrorMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("taken_at"u8))
            TakenAt = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("sent_at"u8))
            SentAt = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("downlink_ms"u8))
            DownlinkMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("viewer_decode_ms"u8))
            ViewerDecodeMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("paint_ms"u8))
            PaintMs = JsonMessage.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("total_ms"u8))
            TotalMs = JsonMessage.ReadNumber(ref reader);
        else
            return false;
        return true;
    }

    private static MessageType ReadType(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return MessageType.None;
        }
        if (reader.ValueTextEquals("frame_metadata"u8))
            return MessageType.FrameMetadata;
        if (reader.ValueTextEquals("clock_ping"u8))
            return MessageType.ClockPing;
        if (reader.ValueTextEquals("frame_ack"u8))
            return MessageType.FrameAck;
        if (reader.ValueTextEquals("performance_stats"u8))
            return MessageType.PerformanceStats;
        return reader.ValueTextEquals("subscribe"u8) ? MessageType.Subscribe : MessageType.Unknown;
    }

    // True for the one text, false for the other, null for anything else.
    private static bool? ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> whenTrue, ReadOnlySpan<byte> whenFalse)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader.ValueTextEquals(whenTrue))
                return true;
            return reader.ValueTextEquals(whenFalse) ? false : null;
        }
        reader.Skip();
        return null;
    }
}
