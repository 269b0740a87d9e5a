using RealtimeDetect.Relay.Https;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Outputs;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.StreamApi;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Puts the relay's endpoints and middleware in place.</summary>
internal static class RelayEndpointExtensions
{
    /// <summary>Maps everything that the wire contract names.</summary>
    public static WebApplication MapRelay(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSecurityHeaders();
        app.UseMiddleware<OriginGuard>();
        app.UseWebSockets();
        app.UsePageFiles();
        app.MapPages();
        app.MapHealth();
        app.MapOpenApi();
        app.MapSockets();
        app.MapOutputs();
        app.MapRecordings();
        app.MapStats();
        app.MapStreamApi();
        app.MapHttps();
        return app;
    }

    // All methods: a socket over HTTP/2 is opened with CONNECT, and a plain request is told to upgrade.
    private static void MapSockets(this IEndpointRouteBuilder routes)
    {
        routes.Map("/ws/camera/{token}", (CameraEndpoint endpoint, HttpContext context, string token) =>
            endpoint.HandleAsync(context, token)).ExcludeFromDescription();
        routes.Map("/ws/view/{token}", (ViewerEndpoint endpoint, HttpContext context, string token) =>
            endpoint.HandleAsync(context, token)).ExcludeFromDescription();
    }

    private static void MapStats(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/camera/{token}/stats", (StatsApi api, string token) => api.Stream(token))
            .WithSummary("One stream's statistics")
            .Produces<StatsReport>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/camera/{token}/controller", (ControllerApi api, string token) => api.Stream(token))
            .WithSummary("What one stream's controller weighs, and what it did")
            .Produces<ControllerReport>().ProducesProblem(StatusCodes.Status404NotFound);
    }
}
