using System.Globalization;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Outputs;

/// <summary>Answers <c>/view/{token}/snapshot.jpg</c>: the stream's newest picture, or one that says since when the camera is away.</summary>
/// <remarks>
/// Without <c>t</c> an answer must not be stored. With <c>t</c>, any value, the address names a moment: a client that wants a newer picture
/// asks for another <c>t</c>, so whoever asks for the same one again may have the first answer from the browser's cache.
/// <b>Threading:</b> any number of requests at a time.
/// </remarks>
internal sealed class SnapshotEndpoint(
    StreamRegistry streams, SnapshotFrames frames, NoticePictures notices, IOptions<OutputOptions> options)
{
    private const string JpegType = "image/jpeg";

    /// <summary>Handles one request.</summary>
    public async Task<IResult> HandleAsync(HttpContext context, string token)
    {
        if (!StreamToken.TryParse(token, out StreamToken parsed))
            return Problems.MalformedToken();
        if (OutputQuery.Refusal(context.Request.Query, out OutputQuery query) is { } refusal)
            return refusal;
        context.Response.Headers.CacheControl = "no-store";
        if (streams.Find(parsed) is not { } stream)
            return Problems.Of(StatusCodes.Status404NotFound, "There is no stream of this token: no camera sends to it.");
        if (!stream.CameraConnected)
            return Away(context.Response, stream);
        if (await frames.FreshAsync(stream, context.RequestAborted) is not { } frame)
            return stream.CameraConnected ? NoFrame(context.Response) : Away(context.Response, stream);
        return await SendAsync(context, stream, frame, query.Original);
    }

    private async Task<IResult> SendAsync(HttpContext context, LiveStream stream, PublishedFrame frame, bool original)
    {
        try
        {
            ReadOnlyMemory<byte> jpeg = original ? frame.Original : frame.Annotated;
            HttpResponse response = context.Response;
            response.ContentType = JpegType;
            response.ContentLength = jpeg.Length;
            response.Headers["X-Frame-Number"] = frame.Number.ToString(CultureInfo.InvariantCulture);
            if (context.Request.Query.ContainsKey("t") && options.Value.SnapshotCache > TimeSpan.Zero)
                response.Headers.CacheControl = $"private, max-age={(long)options.Value.SnapshotCache.TotalSeconds}, immutable";
            await response.Body.WriteAsync(jpeg, context.RequestAborted);
            stream.Statistics.Traffic.OnSent(OutputKind.Snapshot, jpeg.Length);
            return Results.Empty;
        }
        finally
        {
            frame.Release();
        }
    }

    private IResult Away(HttpResponse response, LiveStream stream)
    {
        DateTimeOffset? leftAt = stream.CameraLeftAt;
        response.Headers["X-Camera-Away-Since"] = leftAt?.ToString("O", CultureInfo.InvariantCulture) ?? "never-connected";
        return Results.Bytes(notices.Away(stream.PictureSize, leftAt), JpegType);
    }

    private IResult NoFrame(HttpResponse response)
    {
        response.Headers.RetryAfter = "1";
        return Problems.Of(
            StatusCodes.Status503ServiceUnavailable,
            $"The camera is connected, but no frame of it came for {options.Value.SnapshotWait.TotalSeconds} s (Outputs:SnapshotWait).");
    }
}
