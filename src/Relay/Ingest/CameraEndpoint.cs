using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Uplink;

namespace RealtimeDetect.Relay.Ingest;

/// <summary>Accepts <c>/ws/camera/{token}</c>: limits, one camera per stream, and the session's whole life.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time.</remarks>
internal sealed partial class CameraEndpoint(
    StreamAdmission admission, SocketGate gate, IOptions<IngestOptions> options, UplinkDecoders uplinks, TimeProvider time,
    ILogger<CameraEndpoint> logger)
{
    /// <summary>Handles one request; returns when the socket has ended.</summary>
    public async Task<IResult> HandleAsync(HttpContext context, string token)
    {
        if (SocketHandshake.Refusal(context, token, out StreamToken parsed) is { } refusal)
            return refusal;
        string? session = context.Request.Query["session"];
        if (session is not null && !StreamToken.TryParse(session, out _))
            return Problems.Of(StatusCodes.Status400BadRequest, "session is 1 to 64 characters of A-Z a-z 0-9 _ -.");
        return await admission.EnterAsync(parsed, stream => RunAsync(context, stream, session));
    }

    private async Task<IResult> RunAsync(HttpContext context, LiveStream stream, string? sessionId)
    {
        IngestOptions limits = options.Value;
        using WebSocket socket = await SocketHandshake.AcceptAsync(context, limits.PingInterval, limits.PingTimeout);
        using var session = new CameraSession(socket, limits, uplinks, time);
        gate.Add(session, "camera");
        try
        {
            bool attached = stream.TryAttachCamera(session, sessionId);
            if (attached)
                Log.Connected(logger, stream.Token);
            else
                session.RequestClose(stream.CameraRefusal);
            await session.RunAsync(attached ? stream : null);
            Log.Ended(logger, stream.Token, session.CloseReason!.Code, session.CloseReason.Text);
        }
        finally
        {
            stream.DetachCamera(session);
            gate.Remove(session);
        }
        return Results.Empty;
    }
}
