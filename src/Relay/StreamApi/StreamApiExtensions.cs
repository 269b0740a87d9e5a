namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Puts the stream API in place.</summary>
internal static class StreamApiExtensions
{
    /// <summary>Registers its services; the options are registered by the host.</summary>
    public static IServiceCollection AddStreamApiEndpoints(this IServiceCollection services) =>
        services.AddSingleton<CreatedStreams>().AddSingleton<StreamDirectory>().AddSingleton<StreamHttpApi>().AddSingleton<StreamSocketEndpoint>();

    /// <summary>Maps its addresses.</summary>
    public static void MapStreamApi(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/streams");
        api.MapGet("", (StreamHttpApi streams) => streams.List())
            .WithSummary("The streams that were created, and those that somebody is on").Produces<StreamInfoList>();
        api.MapPost("", (StreamHttpApi streams, HttpContext context) => streams.CreateAsync(context))
            .WithSummary("Create a stream").Accepts<StreamSettingsInfo>(isOptional: true, "application/json")
            .Produces<StreamInfo>(StatusCodes.Status201Created).ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("{id}", (StreamHttpApi streams, string id) => streams.Get(id))
            .WithSummary("One stream").Produces<StreamInfo>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("{id}", (StreamHttpApi streams, string id) => streams.Delete(id))
            .WithSummary("End a stream for everyone on it").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("{id}/start", (StreamHttpApi streams, string id) => streams.Start(id))
            .WithSummary("Let a created stream take cameras again").Produces<StreamInfo>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("{id}/stop", (StreamHttpApi streams, string id) => streams.Stop(id))
            .WithSummary("Send a created stream's camera away; viewers stay").Produces<StreamInfo>().ProducesProblem(StatusCodes.Status404NotFound);
        // All methods: a socket over HTTP/2 is opened with CONNECT, and a plain request is told to upgrade.
        routes.Map("/ws/stream/{id}", (StreamSocketEndpoint endpoint, HttpContext context, string id) =>
            endpoint.CameraAsync(context, id)).ExcludeFromDescription();
        routes.Map("/ws/viewer/{id}", (StreamSocketEndpoint endpoint, HttpContext context, string id) =>
            endpoint.ViewerAsync(context, id)).ExcludeFromDescription();
    }
}
