namespace RealtimeDetect.Relay.Outputs;

/// <summary>Puts the HTTP outputs in place.</summary>
internal static class OutputExtensions
{
    /// <summary>Registers their services; the options are registered by the host.</summary>
    public static IServiceCollection AddOutputEndpoints(this IServiceCollection services) =>
        services.AddSingleton<NoticePictures>().AddSingleton<SnapshotFrames>().AddSingleton<SnapshotEndpoint>().AddSingleton<OutputEndpoint>();

    /// <summary>Maps their addresses.</summary>
    public static void MapOutputs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/view/{token}/mjpeg", (OutputEndpoint endpoint, HttpContext context, string token) => endpoint.MjpegAsync(context, token))
            .WithSummary("The stream as motion JPEG").Produces(StatusCodes.Status200OK, contentType: "multipart/x-mixed-replace")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/view/{token}/events", (OutputEndpoint endpoint, HttpContext context, string token) => endpoint.EventsAsync(context, token))
            .WithSummary("Detections only").Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/view/{token}/snapshot.jpg", (SnapshotEndpoint endpoint, HttpContext context, string token) => endpoint.HandleAsync(context, token))
            .WithSummary("The newest picture").Produces(StatusCodes.Status200OK, contentType: "image/jpeg")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
