using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Describes streams: those created by the stream API, and those that somebody is on, by whichever way.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class StreamDirectory(StreamRegistry streams, CreatedStreams created, ModelCatalog models)
{
    /// <summary>All, by token.</summary>
    public IReadOnlyList<StreamInfo> All
    {
        get
        {
            var tokens = new HashSet<StreamToken>(created.All.Select(stream => stream.Token));
            tokens.UnionWith(streams.All.Where(stream => !stream.IsIdle).Select(stream => stream.Token));
            return [.. tokens.OrderBy(token => token.Value, StringComparer.Ordinal).Select(Find).OfType<StreamInfo>()];
        }
    }

    /// <summary>One; null if it was neither created nor is anyone on it.</summary>
    public StreamInfo? Find(StreamToken token)
    {
        CreatedStream? plan = created.Find(token);
        LiveStream? live = streams.Find(token);
        return plan is null && live is null or { IsIdle: true } && plan is null ? null : Describe(token, plan, live);
    }

    private StreamInfo Describe(StreamToken token, CreatedStream? plan, LiveStream? live)
    {
        string id = token.Value;
        string status = plan is { Stopped: true } ? "stopped" : live is { CameraConnected: true } ? "live" : "waiting";
        return new StreamInfo(
            id, status, plan is null ? null : SettingsOf(plan.Settings), plan?.CreatedAt.ToUnixTimeMilliseconds(), id,
            live?.CameraConnected ?? false, live?.ViewerCount ?? 0, live?.PictureSize?.Width ?? 0, live?.PictureSize?.Height ?? 0,
            live?.Statistics.Published.PerSecond ?? 0, live?.ModelName ?? plan?.Settings.Model ?? models.Main.Model.Name,
            $"/camera/{id}", $"/view/{id}", $"/ws/stream/{id}", $"/ws/viewer/{id}",
            live?.Statistics.Traffic.PerSecond ?? TrafficStats.None);
    }

    private static StreamSettingsInfo SettingsOf(StreamSettings settings) =>
        new(QualityNames.Of(settings.Quality), settings.Fps, settings.JpegQuality, settings.Model, settings.Recording);
}
