using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections.Features;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Transport;

/// <summary>What both kinds of socket check before they accept: token, upgrade, room.</summary>
internal static class SocketHandshake
{
    /// <summary>Reads the token of a request; otherwise the answer that refuses it.</summary>
    public static IResult? Refusal(HttpContext context, string token, out StreamToken parsed)
    {
        if (!StreamToken.TryParse(token, out parsed))
            return Problems.MalformedToken();
        if (context.WebSockets.IsWebSocketRequest)
            return null;
        context.Response.Headers.Upgrade = "websocket";
        return Problems.Of(StatusCodes.Status426UpgradeRequired, "This address speaks WebSocket; connect with ws:// or wss://.");
    }

    /// <summary>Accepts the socket.</summary>
    /// <param name="context">The request.</param>
    /// <param name="pingInterval">A silent peer is pinged after this time.</param>
    /// <param name="pingTimeout">One that stays silent this long is dropped.</param>
    public static Task<WebSocket> AcceptAsync(HttpContext context, TimeSpan pingInterval, TimeSpan pingTimeout) =>
        context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = pingInterval,
            KeepAliveTimeout = pingTimeout,
        });

    /// <summary>Bounds what the kernel keeps of frames that a peer has not taken; a shared HTTP/2 connection is left alone.</summary>
    public static void LimitSendBuffer(HttpContext context, int bytes)
    {
        Socket? socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        if (bytes > 0 && socket is not null && HttpProtocol.IsHttp11(context.Request.Protocol))
            socket.SendBufferSize = bytes;
    }
}
