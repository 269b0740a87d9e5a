using Microsoft.Net.Http.Headers;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Answers with a recording's files: whole, or the range that a player asks for.</summary>
/// <remarks>
/// The file stays open for its answer, whoever deletes it meanwhile. <b>Threading:</b> any number of requests at a time; each takes a place
/// among the sockets.
/// </remarks>
internal sealed class RecordingFiles(RecordingStore store, StreamAdmission admission)
{
    /// <summary>The video.</summary>
    public Task<IResult> VideoAsync(HttpContext context, string id, string recording) =>
        HandleAsync(context, id, recording, store.Folder.VideoFile, "video/mp4", "mp4");

    /// <summary>The detections.</summary>
    public Task<IResult> DetectionsAsync(HttpContext context, string id, string recording) =>
        HandleAsync(context, id, recording, store.Folder.LinesFile, "application/x-ndjson", "jsonl");

    private Task<IResult> HandleAsync(
        HttpContext context, string id, string recording, Func<StreamToken, string, string> fileOf, string contentType, string extension) =>
        admission.EnterAsync(async () =>
        {
            if (!StreamToken.TryParse(id, out StreamToken token))
                return Problems.MalformedToken();
            // Sent here, while the place is held.
            await (await AnswerAsync(context, token, recording, fileOf, contentType, extension)).ExecuteAsync(context);
            return Results.Empty;
        });

    // The path is made of the index's own words: what the client sent only has to equal them.
    private async Task<IResult> AnswerAsync(
        HttpContext context, StreamToken token, string recording, Func<StreamToken, string, string> fileOf, string contentType, string extension)
    {
        if (store.OpenExisting() is { } index)
        {
            await index.SettledAsync();
            if (index.Find(token, recording) is { } row && RecordingFolder.TryOpen(fileOf(row.Token, row.Id)) is { } file)
            {
                context.Response.Headers.CacheControl = "private, no-cache";
                string? downloadName = context.Request.Query["download"] == "1" ? $"{row.Token.Value}-{row.Id}.{extension}" : null;
                // A file that is being written has another length soon.
                var tag = new EntityTagHeaderValue($"\"{row.Id}-{file.Length}\"");
                return Results.File(file, contentType, downloadName, File.GetLastWriteTimeUtc(file.SafeFileHandle), tag, enableRangeProcessing: true);
            }
        }
        return Problems.Of(StatusCodes.Status404NotFound, "This stream has no such recording.");
    }
}
