using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace RealtimeDetect.Relay.Transport;

/// <summary>How much of what was sent the kernel still holds for a peer.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class SocketBacklog
{
    // Linux: IPPROTO_TCP, TCP_INFO, and the places of tcpi_snd_mss, tcpi_unacked and tcpi_notsent_bytes in struct tcp_info.
    private const int TcpLevel = 6, TcpInfo = 11, SegmentSizeAt = 16, UnackedAt = 24, NotSentAt = 144, LengthUsed = 148;

    private readonly Socket? _socket;

    private SocketBacklog(Socket? socket) => _socket = socket;

    /// <summary>Of the connection that a request came on; of none where it is shared (HTTP/2) or has no socket.</summary>
    public static SocketBacklog Of(HttpContext context) => new(
        HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionSocketFeature>()?.Socket : null);

    /// <summary>Bytes not yet acknowledged by the peer's kernel; 0 where that cannot be told.</summary>
    public long Bytes
    {
        get
        {
            if (_socket is null || !OperatingSystem.IsLinux())
                return 0;
            Span<byte> info = stackalloc byte[LengthUsed];
            try
            {
                if (_socket.GetRawSocketOption(TcpLevel, TcpInfo, info) < LengthUsed)
                    return 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The connection has ended; the next send tells.
                return 0;
            }
            return (long)UInt(info[UnackedAt..]) * UInt(info[SegmentSizeAt..]) + UInt(info[NotSentAt..]);
        }
    }

    private static uint UInt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
