using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Hosting;

/// <summary><c>/healthz/live</c> and <c>/healthz/ready</c>.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", (Readiness readiness) => Answer("live", readiness, StatusCodes.Status200OK));
        routes.MapGet("/healthz/ready", (Readiness readiness) => readiness.ExecutionProvider is null
            ? Answer("warming_up", readiness, StatusCodes.Status503ServiceUnavailable)
            : Answer("ready", readiness, StatusCodes.Status200OK));
    }

    private static IResult Answer(string status, Readiness readiness, int code) =>
        Results.Json(new HealthReport(status, readiness.ExecutionProvider), RelayJson.Default.HealthReport, statusCode: code);
}
