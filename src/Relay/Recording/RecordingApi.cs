using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Answers <c>/api/streams/{id}/recording</c> and <c>/recordings</c> in JSON: what is recorded, when, and what there is.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time. Whoever knows a stream's token may do all of it, as he may watch.</remarks>
internal sealed class RecordingApi(
    RecordingService recordings, RecordingStore store, RecordingRules rules, DiskWatch disk, IOptions<RecordingOptions> options)
{
    /// <summary>Largest request body, bytes: a rule takes a hundred.</summary>
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>Most recordings in one answer.</summary>
    private const int MaxLimit = 200;

    /// <summary>What is recorded of a stream, and whether it can be.</summary>
    public Task<IResult> StatusAsync(string id) => WithTokenAsync(id, async token => await AnswerAsync(token));

    /// <summary>Begins a recording.</summary>
    public Task<IResult> BeginAsync(string id) => WithTokenAsync(id, async token =>
        await recordings.BeginAsync(token) is { } fault ? Unavailable(fault) : await AnswerAsync(token));

    /// <summary>Ends it.</summary>
    public Task<IResult> EndAsync(string id) => WithTokenAsync(id, async token =>
    {
        recordings.End(token);
        return await AnswerAsync(token);
    });

    /// <summary>Saves the last seconds.</summary>
    public Task<IResult> SaveLastAsync(string id) => WithTokenAsync(id, async token =>
    {
        (RecordingRow? row, string? fault) = await recordings.SaveLastAsync(token);
        if (row is null)
            return Unavailable(fault!);
        RecordingInfo info = RecordingInfo.Of(row);
        return Results.Json(info, RelayJson.Default.RecordingInfo, statusCode: StatusCodes.Status201Created);
    });

    /// <summary>Changes a stream's rule.</summary>
    public Task<IResult> SetRuleAsync(HttpContext context, string id) => WithTokenAsync(id, async token =>
    {
        (RecordingRuleInfo? info, string? fault) = await ReadAsync(context);
        if (info is null)
            return Problems.Of(StatusCodes.Status400BadRequest, fault!);
        if (info.TryApply(rules[token], out RecordingRule rule) is { } wrong)
            return Problems.Of(StatusCodes.Status400BadRequest, wrong);
        if (rule.NeedsFrames && await recordings.FaultAsync() is { } unavailable)
            return Unavailable(unavailable);
        recordings.SetRule(token, rule);
        return await AnswerAsync(token);
    });

    /// <summary>A stream's recordings, newest first.</summary>
    public Task<IResult> ListAsync(HttpRequest request, string id) => WithTokenAsync(id, async token =>
    {
        if (!TryRead(request.Query, token, out RecordingQuery query))
            return Problems.Of(StatusCodes.Status400BadRequest, $"from and to are Unix milliseconds, offset is 0 or more, limit is 1 to {MaxLimit}.");
        if (store.OpenExisting() is not { } index)
            return Results.Json(new RecordingList([], 0, query.Offset), RelayJson.Default.RecordingList);
        await index.SettledAsync();
        (IReadOnlyList<RecordingRow> rows, long total) = index.List(query);
        return Results.Json(new RecordingList([.. rows.Select(RecordingInfo.Of)], total, query.Offset), RelayJson.Default.RecordingList);
    });

    /// <summary>One recording.</summary>
    public Task<IResult> GetAsync(string id, string recording) => WithRowAsync(id, recording, (_, row) =>
        Task.FromResult(Results.Json(RecordingInfo.Of(row), RelayJson.Default.RecordingInfo)));

    /// <summary>Deletes a recording; one that is being played goes on for whoever plays it.</summary>
    public Task<IResult> DeleteAsync(string id, string recording) => WithRowAsync(id, recording, async (index, row) =>
    {
        if (!row.IsComplete)
            return Problems.Of(StatusCodes.Status409Conflict, "This recording is being written; end it first.");
        store.Folder.Delete(row.Token, row.Id);
        await index.RemoveAsync(row.Id);
        return Results.NoContent();
    });

    private async Task<IResult> AnswerAsync(StreamToken token)
    {
        string? fault = await recordings.FaultAsync();
        var status = new RecordingStatus(
            fault is null, fault, recordings.Status(token), RecordingRuleInfo.Of(rules[token]), options.Value.BufferLength.TotalSeconds,
            store.Index is null ? null : disk.FreeBytes());
        return Results.Json(status, RelayJson.Default.RecordingStatus);
    }

    private static async Task<(RecordingRuleInfo? Info, string? Fault)> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBodyBytes;
        try
        {
            RecordingRuleInfo? info = await JsonSerializer.DeserializeAsync(
                context.Request.Body, RelayJson.Default.RecordingRuleInfo, context.RequestAborted);
            return (info, "The body must be one JSON object.");
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return (null, "The body must be one JSON object: mode, classes, pre_roll_s, post_roll_s, buffer.");
        }
    }

    private static bool TryRead(IQueryCollection query, StreamToken token, out RecordingQuery parsed)
    {
        bool isGood = TryNumber(query["from"], 0, out long from) & TryNumber(query["to"], long.MaxValue, out long to)
            & TryNumber(query["offset"], 0, out long offset) & TryNumber(query["limit"], 50, out long limit);
        parsed = new RecordingQuery(token, from, to, query["class"].FirstOrDefault(), (int)Math.Min(offset, int.MaxValue), (int)Math.Min(limit, MaxLimit));
        return isGood && limit is >= 1 and <= MaxLimit;
    }

    private static bool TryNumber(string? text, long byDefault, out long number)
    {
        number = byDefault;
        return text is null || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 0);
    }

    private async Task<IResult> WithRowAsync(string id, string recording, Func<RecordingIndex, RecordingRow, Task<IResult>> answer) =>
        await WithTokenAsync(id, async token =>
        {
            if (store.OpenExisting() is not { } index)
                return NotFound();
            await index.SettledAsync();
            return index.Find(token, recording) is { } row ? await answer(index, row) : NotFound();
        });

    private static async Task<IResult> WithTokenAsync(string id, Func<StreamToken, Task<IResult>> answer) =>
        StreamToken.TryParse(id, out StreamToken token) ? await answer(token) : Problems.MalformedToken();

    private static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "This stream has no such recording.");

    private static IResult Unavailable(string why) => Problems.Of(StatusCodes.Status503ServiceUnavailable, why);
}
