using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace RealtimeDetect.Relay.IntegrationTests.StreamApi;

/// <summary>A socket of the older protocol.</summary>
internal sealed class OldSocket : SocketPeer
{
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();

    public static async Task<OldSocket> ConnectAsync(Uri server, string path)
    {
        var socket = new OldSocket();
        await socket.OpenAsync(new Uri($"ws://{server.Authority}{path}"), null, null);
        return socket;
    }

    /// <summary>Sends a message without data.</summary>
    public Task SendAsync(string type) => SendTextAsync($"{{\"type\":\"{type}\",\"data\":{{}}}}");

    /// <summary>Takes messages until one of a type comes that fits, and gives its data.</summary>
    public async Task<JsonElement> DataAsync(string type, Func<JsonElement, bool>? fits = null)
    {
        while (true)
        {
            JsonElement message = await _messages.Reader.ReadAsync().AsTask().WithinAsync(Budget.LongWait, type);
            JsonElement data = message.GetProperty("data");
            if (message.GetProperty("type").GetString() == type && (fits is null || fits(data)))
                return data;
        }
    }

    protected override void OnMessage(WebSocketMessageType type, byte[] data)
    {
        Assert.Equal(WebSocketMessageType.Text, type);
        _messages.Writer.TryWrite(JsonElement.Parse(data));
    }

    protected override void OnEnded(string reason) => _messages.Writer.TryComplete();
}
