using System.Text;

namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>Bad input below and around HTTP: garbage, half and oversized requests, wrong handshakes.</summary>
internal static class HttpInputs
{
    private const int ManyConnections = 50;

    /// <summary>All of them.</summary>
    public static IEnumerable<BadInput> All =>
    [
        new("tcp: connect and close", async peer => (await peer.ConnectAsync()).Dispose()),
        new("tcp: connect and reset", async peer => (await peer.ConnectAsync()).Reset()),
        new("tcp: many silent connections", OpenManyAsync),
        new("tcp: random bytes", peer => SendAsync(peer, Noise(4096))),
        new("tcp: zeros", peer => SendAsync(peer, new byte[100_000])),
        new("tcp: a TLS hello", peer => SendAsync(peer, [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3, .. Noise(190)])),
        new("tcp: an HTTP/2 preface and noise", peer => SendAsync(peer, [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Noise(500)])),
        new("http: unknown version", peer => peer.RequestAsync("GET / HTTP/9.9\r\nHost: {host}\r\n\r\n")),
        new("http: no host", peer => peer.RequestAsync("GET / HTTP/1.1\r\n\r\n")),
        new("http: two hosts", peer => peer.RequestAsync("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")),
        new("http: header without colon", peer => peer.RequestAsync("GET / HTTP/1.1\r\nHost: {host}\r\nnonsense\r\n\r\n")),
        new("http: header of 64 KB", peer => peer.RequestAsync($"GET / HTTP/1.1\r\nHost: {{host}}\r\nX: {new string('x', 65536)}\r\n\r\n")),
        new("http: 300 headers", peer => peer.RequestAsync($"GET / HTTP/1.1\r\nHost: {{host}}\r\n{Headers(300)}\r\n")),
        new("http: request line of 32 KB", peer => peer.RequestAsync($"GET /{new string('a', 32768)} HTTP/1.1\r\nHost: {{host}}\r\n\r\n")),
        new("http: query of 7 KB", peer => peer.RequestAsync($"GET /api/camera/x/stats?{new string('q', 7000)} HTTP/1.1\r\nHost: {{host}}\r\n\r\n")),
        new("http: broken target", peer => peer.RequestAsync("GET http://[::1 HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        new("http: NUL in the path", peer => peer.RequestAsync("GET /view/a\0b HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        new("http: broken percent encoding", peer => peer.RequestAsync("GET /view/%zz%1 HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        new("http: up the folders", peer => peer.RequestAsync("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        new("http: unknown method", peer => peer.RequestAsync("BREW /ws/camera/x HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        new("http: negative length", peer => peer.RequestAsync("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n")),
        new("http: length and chunks", peer => peer.RequestAsync(
            "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n")),
        new("http: broken chunk", peer => peer.RequestAsync(
            "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nxx\r\n")),
        new("http: half a request, left open", peer => SendAsync(peer, "GET /view/x HTTP/1.1\r\nHost: "u8.ToArray())),
        new("http: a byte at a time, left open", DripAsync),
        new("http: half a request, then reset", async peer =>
        {
            RawConnection connection = await peer.ConnectAsync();
            await connection.SendAsync("GET / HTTP/1.1\r\nHo");
            connection.Reset();
        }),
        new("handshake: no key", peer => HandshakeAsync(peer, h => h.Replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", StringComparison.Ordinal))),
        new("handshake: short key", peer => HandshakeAsync(peer, h => h.Replace("dGhlIHNhbXBsZSBub25jZQ==", "YQ==", StringComparison.Ordinal))),
        new("handshake: version 8", peer => HandshakeAsync(peer, h => h.Replace("Version: 13", "Version: 8", StringComparison.Ordinal))),
        new("handshake: by POST", peer => HandshakeAsync(peer, h => h.Replace("GET ", "POST ", StringComparison.Ordinal))),
        new("handshake: another upgrade", peer => HandshakeAsync(peer, h => h.Replace("Upgrade: websocket", "Upgrade: h2c", StringComparison.Ordinal))),
        new("handshake: unknown path", peer => HandshakeAsync(peer, h => h.Replace("/ws/camera/", "/ws/other/", StringComparison.Ordinal))),
        new("handshake: wrong token", peer => HandshakeAsync(peer, h => h.Replace("/ws/camera/", "/ws/camera/..%2f", StringComparison.Ordinal))),
        new("handshake: wrong session", peer => HandshakeAsync(peer, h => h.Replace(" HTTP/1.1", "?session=%00%ff&session=2 HTTP/1.1", StringComparison.Ordinal))),
        new("handshake: foreign origin", peer => HandshakeAsync(peer, h => h.Replace("Upgrade: w", "Origin: http://evil\r\nUpgrade: w", StringComparison.Ordinal))),
        new("handshake: half of it, left open", async peer =>
        {
            string handshake = RawConnection.Handshake(peer.Server, $"/ws/camera/{peer.Token}");
            await (await peer.ConnectAsync()).SendAsync(handshake[..^20]);
        }),
        new("handshake: then reset at once", async peer =>
        {
            RawConnection connection = await peer.ConnectAsync();
            await connection.SendAsync(RawConnection.Handshake(peer.Server, $"/ws/camera/{peer.Token}"));
            connection.Reset();
        }),
    ];

    private static async Task SendAsync(BadPeer peer, byte[] bytes) => await (await peer.ConnectAsync()).SendAsync(bytes);

    private static async Task HandshakeAsync(BadPeer peer, Func<string, string> spoil) =>
        await peer.RequestAsync(spoil(RawConnection.Handshake(peer.Server, $"/ws/camera/{peer.Token}")));

    private static async Task OpenManyAsync(BadPeer peer)
    {
        for (int i = 0; i < ManyConnections; i++)
            await peer.ConnectAsync();
    }

    private static async Task DripAsync(BadPeer peer)
    {
        RawConnection connection = await peer.ConnectAsync();
        foreach (byte letter in "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "u8.ToArray())
            await connection.SendAsync([letter]);
    }

    private static string Headers(int count)
    {
        var headers = new StringBuilder();
        for (int i = 0; i < count; i++)
            headers.Append(System.Globalization.CultureInfo.InvariantCulture, $"X-{i}: {i}\r\n");
        return headers.ToString();
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(2).NextBytes(noise);
        return noise;
    }
}
