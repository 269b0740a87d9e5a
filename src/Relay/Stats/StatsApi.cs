using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Stats;

/// <summary>Answers <c>GET /api/camera/{token}/stats</c>.</summary>
/// <remarks><b>Threading:</b> any number of requests at a time.</remarks>
internal sealed class StatsApi(StreamRegistry streams, ModelCatalog models, StreamServices services, RecordingService recordings)
{
    /// <summary>One stream's statistics; those of a stream that was never there if the token names none.</summary>
    public IResult Stream(string token)
    {
        if (!StreamToken.TryParse(token, out StreamToken parsed))
            return Problems.MalformedToken();
        return Results.Json(streams.Find(parsed) is { } stream ? Report(stream) : NoStream(parsed), RelayJson.Default.StatsReport);
    }

    private StatsReport Report(LiveStream stream)
    {
        StreamStatistics statistics = stream.Statistics;
        ControlDecision decision = stream.Control.Decision;
        return new StatsReport(
            stream.CameraConnected, stream.ViewerCount, ProcessorStats.Of(models[stream.ModelName], decision.Point), statistics.Frames.Read(),
            new FpsStats(statistics.Received.PerSecond, statistics.Published.PerSecond, statistics.Detected.PerSecond),
            new LatencyStats(statistics.Processing.Read(), statistics.EndToEnd.Read()), statistics.Waterfall.Read(), stream.Clocks, ControllerStats.Of(decision),
            statistics.Traffic.PerSecond, stream.SentToViewers(), recordings.Status(stream.Token));
    }

    private StatsReport NoStream(StreamToken token)
    {
        var none = new Percentiles(0, 0, 0);
        var decision = new ControlDecision(services.StartingPoint, "no stream", false);
        return new StatsReport(
            false, 0, ProcessorStats.Of(models.Main, services.StartingPoint), new FrameStats(0, 0, 0, 0, 0, 0), new FpsStats(0, 0, 0),
            new LatencyStats(none, none), WaterfallStats.None, new ClocksStats(null, []), ControllerStats.Of(decision), TrafficStats.None, [],
            recordings.Status(token));
    }
}
