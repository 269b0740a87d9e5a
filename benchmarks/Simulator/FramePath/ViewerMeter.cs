using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Stats;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>What a viewer's page counts and reports.</summary>
internal sealed class ViewerMeter(EventLoop loop, long id, SimulatedOutbox outbox)
{
    // The page's own: rates and delays over a second.
    private const double WindowMs = 1000;

    private readonly RecentValues _ages = new(loop, WindowMs);
    private readonly LinkWindow _downlink = new(new SimulatedTime(loop));
    private readonly RecentValues _paints = new(loop, WindowMs);

    /// <summary>The newest report that has reached the server; null before the first.</summary>
    public ViewerSample? Reported { get; set; }

    /// <summary>Times a frame on the link.</summary>
    public void OnReceived(double bytes, double delayMs, double spanMs) => _downlink.Add(delayMs, spanMs, (int)bytes);

    /// <summary>Counts a painted frame.</summary>
    /// <param name="ageMs">Milliseconds since its capture.</param>
    /// <param name="paintMs">Milliseconds since its last byte.</param>
    public void OnPainted(double ageMs, double paintMs)
    {
        _ages.Add(ageMs);
        _paints.Add(paintMs);
    }

    /// <summary>The report of now.</summary>
    public ViewerSample Report() => new(_ages.PerSecond, _ages.Mean, 0) 
    {
        ViewerId = id,
        Downlink = _downlink.Take(),
        PaintMs = _paints.Mean,
        Tier = outbox.Tier,
        LowestTier = PictureTier.Small,
        LowersLateFrames = outbox.LowersLateFrames,
    };
}
