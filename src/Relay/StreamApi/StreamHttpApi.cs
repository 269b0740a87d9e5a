using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Answers <c>/api/streams</c> and below: list, create, look at, start, stop, delete.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time. <b>Errors:</b> problem documents that name the value and its limit.</remarks>
internal sealed class StreamHttpApi(StreamDirectory directory, CreatedStreams created, ModelCatalog models, RecordingService recordings)
{
    /// <summary>Largest request body, bytes: settings take a hundred.</summary>
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>Random bytes of an id that the server chooses: 96 bits that nobody guesses.</summary>
    private const int IdBytes = 12;

    /// <summary>All streams.</summary>
    public IResult List() => Results.Json(new StreamInfoList(directory.All), RelayJson.Default.StreamInfoList);

    /// <summary>One stream.</summary>
    public IResult Get(string id) => WithToken(id, token => directory.Find(token) is { } info ? Answer(info, StatusCodes.Status200OK) : NotFound(id));

    /// <summary>Ends a stream for everyone on it.</summary>
    public IResult Delete(string id) => WithToken(id, token => created.Delete(token) ? Results.NoContent() : NotFound(id));

    /// <summary>Lets a created stream take cameras again.</summary>
    public IResult Start(string id) => SetStopped(id, stopped: false);

    /// <summary>Sends a created stream's camera away and takes no other; viewers stay.</summary>
    public IResult Stop(string id) => SetStopped(id, stopped: true);

    /// <summary>Creates a stream from the request's body: all properties have defaults, so an empty body is one too.</summary>
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        (JsonDocument? body, IResult? refusal) = await ReadAsync(context);
        if (body is null)
            return refusal!;
        using (body)
            return await CreateAsync(context.Response, body.RootElement);
    }

    private async Task<IResult> CreateAsync(HttpResponse response, JsonElement json)
    {
        var reader = new StreamSettingsReader([.. models.All.Select(pool => pool.Model.Name)], models.Main.Model.Name);
        StreamSettings settings = reader.Read(json);
        Dictionary<string, string[]> errors = new(reader.Errors);
        if (!TryReadId(json, out StreamToken token))
            errors["stream_id"] = [$"stream_id is 1 to {StreamToken.MaxLength} characters of A-Z a-z 0-9 _ -."];
        if (errors.Count > 0)
            return Results.ValidationProblem(errors, string.Join(' ', errors.Values.SelectMany(texts => texts)));
        if (settings.Recording && await recordings.FaultAsync() is { } fault)
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, $"recording is true, but this server cannot record. {fault}");
        response.Headers.Location = $"/api/streams/{token.Value}";
        return created.Create(token, settings) switch
        {
            CreateOutcome.Taken => Problems.Of(StatusCodes.Status409Conflict, $"A stream {token.Value} is there already."),
            CreateOutcome.TooMany => Problems.NoRoom("Too many streams were created (Streams:MaxStreams)."),
            _ => directory.Find(token) is { } info ? Answer(info, StatusCodes.Status201Created) : NotFound(token.Value),
        };
    }

    private static async Task<(JsonDocument? Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBodyBytes;
        try
        {
            using var text = new MemoryStream();
            await context.Request.Body.CopyToAsync(text, context.RequestAborted);
            JsonDocument body = JsonDocument.Parse(text.Length == 0 ? "{}"u8.ToArray() : text.ToArray());
            if (body.RootElement.ValueKind == JsonValueKind.Object)
                return (body, null);
            body.Dispose();
        }
        catch (BadHttpRequestException e)
        {
            return (null, Problems.Of(e.StatusCode, $"The body cannot be read; at most {MaxBodyBytes} bytes are."));
        }
        catch (JsonException)
        {
            // Said below.
        }
        return (null, Problems.Of(StatusCodes.Status400BadRequest, "The body must be one JSON object, or empty."));
    }

    private static bool TryReadId(JsonElement json, out StreamToken token)
    {
        if (json.TryGetProperty("stream_id", out JsonElement id) && id.ValueKind != JsonValueKind.Null)
            return StreamToken.TryParse(id.ValueKind == JsonValueKind.String ? id.GetString() : null, out token);
        string random = Convert.ToBase64String(RandomNumberGenerator.GetBytes(IdBytes)).Replace('+', '-').Replace('/', '_');
        return StreamToken.TryParse(random, out token);
    }

    private IResult SetStopped(string id, bool stopped) => WithToken(id, token =>
        created.SetStopped(token, stopped) && directory.Find(token) is { } info ? Answer(info, StatusCodes.Status200OK) : NotFound(id));

    private static IResult WithToken(string id, Func<StreamToken, IResult> answer) =>
        StreamToken.TryParse(id, out StreamToken token) ? answer(token) : Problems.MalformedToken();

    private static IResult NotFound(string id) => Problems.Of(StatusCodes.Status404NotFound, $"There is no stream {id}.");

    private static IResult Answer(StreamInfo info, int status) => Results.Json(info, RelayJson.Default.StreamInfo, statusCode: status);
}
