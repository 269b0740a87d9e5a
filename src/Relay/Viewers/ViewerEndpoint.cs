using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Viewers;

/// <summary>Accepts <c>/ws/view/{token}</c>: limits, and the session's whole life.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time.</remarks>
internal sealed partial class ViewerEndpoint(
    StreamAdmission admission, SocketGate gate, IOptions<ViewerOptions> options,
    IOptions<H264Options> h264Options, H264Feeds feeds, PictureReducer reducer, RelayMetrics metrics, TimeProvider time, ILogger<ViewerEndpoint> logger)
{
    /// <summary>Handles one request; returns when the socket has ended.</summary>
    public async Task<IResult> HandleAsync(HttpContext context, string token) =>
        SocketHandshake.Refusal(context, token, out StreamToken parsed) is { } refusal
            ? refusal
            : await admission.WatchAsync(parsed, stream => RunAsync(context, stream));

    private async Task<IResult> RunAsync(HttpContext context, LiveStream stream)
    {
        ViewerOptions limits = options.Value;
        using WebSocket socket = await SocketHandshake.AcceptAsync(context, limits.PingInterval, limits.PingTimeout);
        SocketHandshake.LimitSendBuffer(context, limits.SendBufferBytes);
        await using var session = new ViewerSession(
            socket, SocketBacklog.Of(context), ViewerWishes.Of(context.Request.Query), stream, limits,
            new UnitQueue(h264Options.Value.QueueUnits), feeds, reducer, metrics, time);
        session.WantH264(context.Request.Query["codec"] == "h264");
        gate.Add(session, "viewer");
        stream.AttachSink(session);
        Log.Connected(logger, stream.Token);
        try
        {
            await session.RunAsync();
            Log.Ended(logger, stream.Token, session.CloseReason!.Code, session.CloseReason.Text);
        }
        finally
        {
            stream.DetachSink(session);
            gate.Remove(session);
        }
        return Results.Empty;
    }
}
