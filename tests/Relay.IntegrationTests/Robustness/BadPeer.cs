namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>Opens connections for a bad input and keeps them open until the healthy stream has been looked at.</summary>
internal sealed class BadPeer(RelayHost host, string token) : IAsyncDisposable
{
    private readonly List<RawConnection> _raw = [];
    private readonly List<SocketPeer> _peers = [];

    /// <summary>The server's address.</summary>
    public Uri Server => host.Address;

    /// <summary>The bad one's own stream.</summary>
    public string Token => token;

    /// <summary>A TCP connection.</summary>
    public async Task<RawConnection> ConnectAsync()
    {
        RawConnection connection = await RawConnection.ConnectAsync(Server);
        _raw.Add(connection);
        return connection;
    }

    /// <summary>A TCP connection with a finished handshake.</summary>
    /// <param name="kind"><c>camera</c> or <c>view</c>.</param>
    public async Task<RawConnection> UpgradeAsync(string kind)
    {
        RawConnection connection = await RawConnection.UpgradeAsync(Server, $"/ws/{kind}/{Token}");
        _raw.Add(connection);
        return connection;
    }

    /// <summary>Sends a request and reads its answer, if any comes before the server closes.</summary>
    public async Task RequestAsync(string request)
    {
        RawConnection connection = await ConnectAsync();
        await connection.SendAsync(request.Replace("{host}", Server.Authority, StringComparison.Ordinal));
        await connection.ReadHeadAsync();
    }

    /// <summary>A camera that speaks the protocol, so far.</summary>
    public async Task<TestCamera> CameraAsync(string? session = null)
    {
        TestCamera camera = await host.CameraAsync(Token, session);
        _peers.Add(camera);
        return camera;
    }

    /// <summary>A viewer that speaks the protocol, so far.</summary>
    public async Task<TestViewer> ViewerAsync(int? receiveBufferBytes = null)
    {
        TestViewer viewer = await host.ViewerAsync(Token, receiveBufferBytes);
        _peers.Add(viewer);
        return viewer;
    }

    /// <summary>Sends texts one after the other, until the server has enough.</summary>
    public static async Task SendAllAsync(SocketPeer peer, IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            if (!peer.IsOpen)
                return;
            await SendAsync(() => peer.SendTextAsync(text));
        }
    }

    /// <summary>Sends frames of whatever bytes, with a fresh camera whenever the server has closed the last one.</summary>
    public async Task SendFramesAsync(IEnumerable<byte[]> files)
    {
        TestCamera camera = await CameraAsync("bad");
        long number = 0;
        foreach (byte[] file in files)
        {
            if (!camera.IsOpen)
                camera = await CameraAsync("bad");
            await SendAsync(() => camera.SendFrameAsync(number++, file));
        }
        await SendAsync(camera.FenceAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (RawConnection connection in _raw)
            connection.Dispose();
        foreach (SocketPeer peer in _peers)
            await peer.DisposeAsync();
    }

    // A server that has closed the socket meanwhile has answered, too.
    private static async Task SendAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or InvalidOperationException or ObjectDisposedException)
        {
            // Closed by the server.
        }
    }
}
