using System.Net.Sockets;
using System.Text;

namespace RealtimeDetect.TestKit;

/// <summary>A TCP connection to the server that sends any bytes, also such as no WebSocket library would.</summary>
/// <remarks><b>Errors:</b> a server that closed it is no error of the test's: sending and reading then do nothing.</remarks>
public sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private RawConnection()
    {
    }

    /// <summary>Connects, and sends nothing.</summary>
    public static async Task<RawConnection> ConnectAsync(Uri server)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(server.Host, server.Port).WithinAsync("TCP connect");
        return connection;
    }

    /// <summary>Connects and shakes hands at a socket path.</summary>
    public static async Task<RawConnection> UpgradeAsync(Uri server, string path)
    {
        RawConnection connection = await ConnectAsync(server);
        await connection.SendAsync(Handshake(server, path));
        string head = await connection.ReadHeadAsync();
        return head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal)
            ? connection
            : throw new InvalidOperationException($"No upgrade at {path}: {head}");
    }

    /// <summary>A correct WebSocket handshake.</summary>
    public static string Handshake(Uri server, string path) =>
        $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    /// <summary>Sends text as ASCII.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Sends bytes; what the server no longer takes is left out.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            await _socket.SendAsync(bytes).WithinAsync("raw send");
        }
        catch (SocketException)
        {
            // Closed by the server, which is its right.
        }
    }

    /// <summary>Reads an answer's head, up to its empty line.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await ReceiveAsync(one) > 0)
            head.Append((char)one[0]);
        return head.ToString();
    }

    /// <summary>Reads until the server closes.</summary>
    /// <returns>What came.</returns>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (await ReceiveAsync(buffer) is > 0 and var count)
            all.Write(buffer, 0, count);
        return all.ToArray();
    }

    /// <summary>Ends the connection by a TCP reset.</summary>
    public void Reset() => _socket.Close(0);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<int> ReceiveAsync(byte[] buffer)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer).WithinAsync(Budget.LongWait, "the server's answer or close");
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
