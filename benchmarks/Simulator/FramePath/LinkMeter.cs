using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>Sums up what frames met on a link between two samples.</summary>
internal sealed class LinkMeter
{
    private int _frames;
    private double _delayMs;
    private double _highestMs;
    private double _spanMs;
    private double _bytes;

    /// <summary>Adds a frame.</summary>
    public void Add(double delayMs, double spanMs, double bytes)
    {
        _frames++;
        _delayMs += delayMs;
        _highestMs = Math.Max(_highestMs, delayMs);
        _spanMs += spanMs;
        _bytes += bytes;
    }

    /// <summary>The means since the last call.</summary>
    public LinkSample Take()
    {
        int frames = Math.Max(1, _frames);
        var sample = new LinkSample(_frames, _delayMs / frames, _spanMs / frames, _bytes / frames) { HighestDelayMs = _highestMs };
        (_frames, _delayMs, _highestMs, _spanMs, _bytes) = (0, 0, 0, 0, 0);
        return sample;
    }
}
