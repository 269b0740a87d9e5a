using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Stats;

/// <summary>Answers <c>GET /api/camera/{token}/controller</c>: what one stream's controller weighs, and what it did.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time.</remarks>
internal sealed class ControllerApi(StreamRegistry streams, ModelCatalog models, StreamServices services, TimeProvider time)
{
    /// <summary>One stream's controller; the starting point if the token names no stream.</summary>
    public IResult Stream(string token)
    {
        if (!StreamToken.TryParse(token, out StreamToken parsed))
            return Problems.MalformedToken();
        ControllerReport report = streams.Find(parsed) is { } stream
            ? Report(stream.CameraConnected, models[stream.ModelName], stream.Control.Decision, stream.Control.Changes)
            : Report(cameraConnected: false, models.Main, new ControlDecision(services.StartingPoint, "no stream", false), []);
        return Results.Json(report, RelayJson.Default.ControllerReport);
    }

    private ControllerReport Report(bool cameraConnected, DetectorPool pool, ControlDecision decision, IReadOnlyList<ControlChange> changes) => new(
        cameraConnected, time.GetUtcNow().ToUnixTimeMilliseconds(), ProcessorStats.Of(pool, decision.Point), ControllerStats.Of(decision),
        [.. decision.Costs.Select(Cost)], [.. changes.Select(Change)]);

    private static CostStats Cost(PlanCost cost) =>
        new(cost.InferenceSize, Math.Round(cost.InferenceMs, 2), Math.Round(cost.OtherMs, 2), cost.IsMeasured);

    private static ChangeStats Change(ControlChange change) => new(
        change.At.ToUnixTimeMilliseconds(), change.Point.InferenceSize, Math.Round((double)change.Point.ConfidenceThreshold, 4), change.Point.TargetFps,
        change.Point.JpegQuality, change.Point.MaxLongSidePx, change.Cause);
}
