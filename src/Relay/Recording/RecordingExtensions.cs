namespace RealtimeDetect.Relay.Recording;

/// <summary>Puts recording in place.</summary>
internal static class RecordingExtensions
{
    /// <summary>Registers its services; the options are registered by the host.</summary>
    public static IServiceCollection AddRecordingServices(this IServiceCollection services)
    {
        services.AddSingleton<RecordingStore>().AddSingleton<RecordingRules>().AddSingleton<DiskWatch>().AddSingleton<RecordingRetention>();
        services.AddSingleton<RecordingApi>().AddSingleton<RecordingFiles>().AddSingleton<RecordingService>();
        return services.AddHostedService(provider => provider.GetRequiredService<RecordingService>());
    }

    /// <summary>Maps its addresses.</summary>
    public static void MapRecordings(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder stream = routes.MapGroup("/api/streams/{id}");
        stream.MapGet("recording", (RecordingApi api, string id) => api.StatusAsync(id))
            .WithSummary("What is recorded of a stream, and when").Produces<RecordingStatus>().ProducesProblem(StatusCodes.Status404NotFound);
        stream.MapPut("recording", (RecordingApi api, HttpContext context, string id) => api.SetRuleAsync(context, id))
            .WithSummary("Change when a stream is recorded").Accepts<RecordingRuleInfo>("application/json").Produces<RecordingStatus>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        stream.MapPost("recording/start", (RecordingApi api, string id) => api.BeginAsync(id))
            .WithSummary("Record a stream").Produces<RecordingStatus>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        stream.MapPost("recording/stop", (RecordingApi api, string id) => api.EndAsync(id))
            .WithSummary("End a recording that was asked for").Produces<RecordingStatus>();
        stream.MapPost("recording/last", (RecordingApi api, string id) => api.SaveLastAsync(id))
            .WithSummary("Save a stream's last seconds").Produces<RecordingInfo>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        stream.MapGet("recordings", (RecordingApi api, HttpRequest request, string id) => api.ListAsync(request, id))
            .WithSummary("A stream's recordings, newest first").Produces<RecordingList>().ProducesProblem(StatusCodes.Status400BadRequest);
        MapOne(stream.MapGroup("recordings/{recording}"));
    }

    private static void MapOne(RouteGroupBuilder one)
    {
        one.MapGet("", (RecordingApi api, string id, string recording) => api.GetAsync(id, recording))
            .WithSummary("One recording").Produces<RecordingInfo>().ProducesProblem(StatusCodes.Status404NotFound);
        one.MapDelete("", (RecordingApi api, string id, string recording) => api.DeleteAsync(id, recording))
            .WithSummary("Delete a recording").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        one.MapGet("video.mp4", (RecordingFiles files, HttpContext context, string id, string recording) => files.VideoAsync(context, id, recording))
            .WithSummary("A recording's video").Produces(StatusCodes.Status200OK, contentType: "video/mp4").ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("detections.jsonl", (RecordingFiles files, HttpContext context, string id, string recording) => files.DetectionsAsync(context, id, recording))
            .WithSummary("A recording's detections, a line for each frame").Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
