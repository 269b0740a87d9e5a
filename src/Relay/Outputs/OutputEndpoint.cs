using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>Answers <c>/view/{token}/mjpeg</c> and <c>/view/{token}/events</c>: endless answers, each a viewer of its stream.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time.</remarks>
internal sealed partial class OutputEndpoint(
    StreamAdmission admission, SocketGate gate, NoticePictures notices, IOptions<OutputOptions> options, IOptions<ViewerOptions> viewerOptions,
    RelayMetrics metrics, TimeProvider time, ILogger<OutputEndpoint> logger)
{
    /// <summary>Motion JPEG; <c>raw=1</c> without boxes, <c>max_fps</c> for fewer frames.</summary>
    public Task<IResult> MjpegAsync(HttpContext context, string token) => HandleAsync(
        context, token, query => new MjpegFormat(query.Original, notices, options.Value.PlaceholderInterval, time));

    /// <summary>Detections only: server-sent events, or JSON lines with <c>format=jsonl</c> or <c>Accept: application/x-ndjson</c>.</summary>
    public Task<IResult> EventsAsync(HttpContext context, string token)
    {
        string? format = context.Request.Query["format"];
        if (format is not (null or "sse" or "jsonl"))
            return Task.FromResult(Problems.Of(StatusCodes.Status400BadRequest, "format is sse or jsonl."));
        bool lines = format is null ? AcceptsJsonLines(context.Request) : format == "jsonl";
        EventSyntax syntax = lines ? EventSyntax.JsonLines : EventSyntax.ServerSentEvents;
        return HandleAsync(context, token, _ => new EventFormat(syntax, options.Value.HeartbeatInterval, time));
    }

    private async Task<IResult> HandleAsync(HttpContext context, string token, Func<OutputQuery, IOutputFormat> format)
    {
        if (!StreamToken.TryParse(token, out StreamToken parsed))
            return Problems.MalformedToken();
        if (OutputQuery.Refusal(context.Request.Query, out OutputQuery query) is { } refusal)
            return refusal;
        return await admission.WatchAsync(parsed, stream => RunAsync(context, stream, query, format(query)));
    }

    private async Task<IResult> RunAsync(HttpContext context, LiveStream stream, OutputQuery query, IOutputFormat format)
    {
        BeginAnswer(context, format.ContentType);
        using var session = new OutputSession(stream, viewerOptions.Value, format.Kind, query.MaxFps, metrics, time, context.RequestAborted);
        gate.Add(session, "output");
        stream.AttachSink(session);
        Log.Opened(logger, format.Kind, stream.Token);
        try
        {
            await session.RunAsync(format, context.Response.BodyWriter);
        }
        finally
        {
            stream.DetachSink(session);
            gate.Remove(session);
        }
        Log.Ended(logger, format.Kind, stream.Token, session.CloseReason!.Text);
        // Whatever still waits for a client that takes nothing must not keep the connection.
        if (session.CloseReason == CloseReason.Stalled)
            context.Abort();
        return Results.Empty;
    }

    private void BeginAnswer(HttpContext context, string contentType)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        SocketHandshake.LimitSendBuffer(context, viewerOptions.Value.SendBufferBytes);
        HttpResponse response = context.Response;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        // The word that nginx and its like understand: pass each part on at once.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private static bool AcceptsJsonLines(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted)
        && accepted.Any(type => type.MediaType == "application/x-ndjson" || type.MediaType == "application/jsonl");
}
