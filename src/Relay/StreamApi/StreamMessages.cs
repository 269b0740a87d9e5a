using System.Text;
using System.Text.Json;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Writes the stream API's rare messages; frames are <see cref="FrameMessageWriter"/>'s.</summary>
internal static class StreamMessages
{
    /// <summary>A <c>stream_info</c>.</summary>
    public static ReadOnlyMemory<byte> Info(StreamInfo info) => Envelope("stream_info", JsonSerializer.Serialize(info, RelayJson.Default.StreamInfo));

    /// <summary>An <c>error</c>.</summary>
    public static ReadOnlyMemory<byte> Error(ProtocolError error) =>
        Envelope("error", $"{{\"code\":\"{error.Code}\",\"message\":\"{JsonEncodedText.Encode(error.Message)}\"}}");

    private static byte[] Envelope(string type, string data) => Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"data\":{data}}}");
}
