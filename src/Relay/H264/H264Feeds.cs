using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Viewers;

namespace RealtimeDetect.Relay.H264;

/// <summary>The encoders at work: one per stream and tier, started for its first viewer and stopped after the last.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class H264Feeds(
    H264Support support, IOptions<H264Options> options, IOptions<ViewerOptions> viewers, TimeProvider time, ILogger<H264Feed> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(LiveStream Stream, PictureTier Tier), H264Feed> _feeds = [];

    /// <summary>Encoders at work now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _feeds.Count;
        }
    }

    /// <summary>Adds a viewer to its stream's encoder of a tier.</summary>
    /// <returns>The feed, or null and why there is none.</returns>
    public async Task<(H264Feed? Feed, H264Choice Choice)> JoinAsync(LiveStream stream, PictureTier tier, IUnitSink viewer)
    {
        H264Choice choice = await support.ChoiceAsync();
        if (choice.Encoder is not { } encoder)
            return (null, choice);
        lock (_lock)
        {
            if (!_feeds.TryGetValue((stream, tier), out H264Feed? feed))
            {
                if (_feeds.Count >= options.Value.MaxEncoders)
                    return (null, new H264Choice(null, $"{_feeds.Count} encoders are at work already (H264:MaxEncoders)."));
                feed = new H264Feed(stream, tier, encoder, options.Value, viewers.Value.SmallLongSidePx, time, logger);
                _feeds.Add((stream, tier), feed);
            }
            feed.Add(viewer);
            return (feed, choice);
        }
    }

    /// <summary>Takes a viewer out; the last one's leaving ends the encoder.</summary>
    public async ValueTask LeaveAsync(LiveStream stream, PictureTier tier, IUnitSink viewer)
    {
        H264Feed? unused = null;
        lock (_lock)
        {
            if (_feeds.TryGetValue((stream, tier), out H264Feed? feed) && feed.Remove(viewer))
            {
                _feeds.Remove((stream, tier));
                unused = feed;
            }
        }
        if (unused is not null)
            await unused.DisposeAsync();
    }
}
