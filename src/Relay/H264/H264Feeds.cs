using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.H264;

/// <summary>The encoders at work: one per stream, started for its first H.264 viewer and stopped after the last.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class H264Feeds(H264Support support, IOptions<H264Options> options, TimeProvider time, ILogger<H264Feed> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LiveStream, H264Feed> _feeds = [];

    /// <summary>Encoders at work now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _feeds.Count;
        }
    }

    /// <summary>Adds a viewer to its stream's encoder.</summary>
    /// <returns>The feed, or null and why there is none.</returns>
    public async Task<(H264Feed? Feed, H264Choice Choice)> JoinAsync(LiveStream stream, IUnitSink viewer)
    {
        H264Choice choice = await support.ChoiceAsync();
        if (choice.Encoder is not { } encoder)
            return (null, choice);
        lock (_lock)
        {
            if (!_feeds.TryGetValue(stream, out H264Feed? feed))
            {
                if (_feeds.Count >= options.Value.MaxEncoders)
                    return (null, new H264Choice(null, $"The server encodes {_feeds.Count} streams already (H264:MaxEncoders)."));
                feed = new H264Feed(stream, encoder, options.Value, time, logger);
                _feeds.Add(stream, feed);
            }
            feed.Add(viewer);
            return (feed, choice);
        }
    }

    /// <summary>Takes a viewer out; the last one's leaving ends the encoder.</summary>
    public async ValueTask LeaveAsync(LiveStream stream, IUnitSink viewer)
    {
        H264Feed? unused = null;
        lock (_lock)
        {
            if (_feeds.TryGetValue(stream, out H264Feed? feed) && feed.Remove(viewer))
            {
                _feeds.Remove(stream);
                unused = feed;
            }
        }
        if (unused is not null)
            await unused.DisposeAsync();
    }
}
