using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Hosting.WarmUp;

/// <summary>A camera's or viewer's end of a socket within the process.</summary>
/// <remarks><b>Threading:</b> one reader, one writer. <b>Ownership:</b> owns both ends.</remarks>
internal sealed class PathPeer : IDisposable
{
    private readonly WebSocket _client;
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Connects.</summary>
    public PathPeer()
    {
        (MemoryDuplex server, MemoryDuplex client) = MemoryDuplex.Create();
        Server = WebSocket.CreateFromStream(server, new WebSocketCreationOptions { IsServer = true });
        _client = WebSocket.CreateFromStream(client, new WebSocketCreationOptions { IsServer = false });
    }

    /// <summary>The end that a session takes.</summary>
    public WebSocket Server { get; }

    /// <summary>Sends a text, with numbers as JSON writes them.</summary>
    public ValueTask SendAsync(FormattableString text, CancellationToken cancellationToken) => _client.SendAsync(
        Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture)).AsMemory(), WebSocketMessageType.Text, true, cancellationToken);

    /// <summary>Sends a picture.</summary>
    public ValueTask SendAsync(byte[] jpeg, CancellationToken cancellationToken) =>
        _client.SendAsync(jpeg.AsMemory(), WebSocketMessageType.Binary, true, cancellationToken);

    /// <summary>Reads messages away up to and with the next of a kind.</summary>
    public async Task SkipToAsync(WebSocketMessageType type, CancellationToken cancellationToken)
    {
        while (true)
        {
            ValueWebSocketReceiveResult part = await _client.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            if (part.EndOfMessage && part.MessageType == type)
                return;
        }
    }

    /// <summary>Goes without a word, as a peer whose link breaks.</summary>
    public void Leave() => _client.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        Server.Dispose();
    }
}
