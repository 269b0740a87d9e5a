using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Accepts <c>/ws/stream/{id}</c> and <c>/ws/viewer/{id}</c>, the sockets of the older protocol.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time.</remarks>
internal sealed partial class StreamSocketEndpoint(
    StreamAdmission admission, StreamRegistry streams, StreamDirectory directory, SocketGate gate, IOptions<IngestOptions> ingest,
    IOptions<ViewerOptions> viewers, RelayMetrics metrics, TimeProvider time, ILogger<StreamSocketEndpoint> logger)
{
    /// <summary>Room in a camera's message beside the base64, bytes.</summary>
    private const int EnvelopeBytes = 8 * 1024;

    /// <summary>A camera's socket; returns when it has ended.</summary>
    public Task<IResult> CameraAsync(HttpContext context, string id) => HandleAsync(context, id, async token =>
    {
        IngestOptions options = ingest.Value;
        using WebSocket socket = await SocketHandshake.AcceptAsync(context, options.PingInterval, options.PingTimeout);
        // Base64 is four thirds of what it stands for.
        int maxText = (int)Math.Min(options.MaxMessageBytes, ((options.MaxFrameBytes + 2L) / 3 * 4) + EnvelopeBytes);
        var limits = new StreamSocketLimits(
            maxText, "Ingest:MaxFrameBytes", options.MaxMessageBytes, options.MaxStrikes, viewers.Value.StallTimeout);
        using var session = new StreamCameraSession(socket, token, streams, directory, options, limits, time);
        await RunAsync(session, "camera", token);
        return Results.Empty;
    });

    /// <summary>A viewer's socket; returns when it has ended.</summary>
    public Task<IResult> ViewerAsync(HttpContext context, string id) => HandleAsync(context, id, async token =>
    {
        if (admission.RefusalToWatch(streams.Find(token)) is { } refusal)
            return refusal;
        ViewerOptions options = viewers.Value;
        using WebSocket socket = await SocketHandshake.AcceptAsync(context, options.PingInterval, options.PingTimeout);
        SocketHandshake.LimitSendBuffer(context, options.SendBufferBytes);
        var limits = new StreamSocketLimits(
            options.MaxTextBytes, "Viewers:MaxTextBytes", options.MaxMessageBytes, options.MaxStrikes, options.StallTimeout);
        using var session = new StreamViewerSession(socket, token, streams, directory, options, limits, metrics, time);
        session.Join();
        await RunAsync(session, "viewer", token);
        return Results.Empty;
    });

    private async Task<IResult> HandleAsync(HttpContext context, string id, Func<StreamToken, Task<IResult>> accept) =>
        SocketHandshake.Refusal(context, id, out StreamToken token) is { } refusal
            ? refusal
            : await admission.EnterAsync(() => accept(token));

    private async Task RunAsync(StreamSocketSession session, string kind, StreamToken token)
    {
        gate.Add(session, kind);
        Log.Connected(logger, kind, token);
        try
        {
            await session.RunAsync();
            Log.Ended(logger, kind, token, session.CloseReason!.Code, session.CloseReason.Text);
        }
        finally
        {
            gate.Remove(session);
        }
    }
}
