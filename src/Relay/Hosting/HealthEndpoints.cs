using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Hosting;

/// <summary><c>/healthz/live</c> and <c>/healthz/ready</c>.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", (Readiness readiness, ModelCatalog models) => Answer("live", readiness, models, StatusCodes.Status200OK));
        routes.MapGet("/healthz/ready", (Readiness readiness, ModelCatalog models) => readiness.ExecutionProvider is null
            ? Answer("warming_up", readiness, models, StatusCodes.Status503ServiceUnavailable)
            : Answer("ready", readiness, models, StatusCodes.Status200OK));
    }

    // The provider of now, which is no more that of the warm-up where a GPU was lost.
    private static IResult Answer(string status, Readiness readiness, ModelCatalog models, int code)
    {
        string? provider = readiness.ExecutionProvider is null ? null : models.Main.ExecutionProvider;
        return Results.Json(new HealthReport(status, provider), RelayJson.Default.HealthReport, statusCode: code);
    }
}
