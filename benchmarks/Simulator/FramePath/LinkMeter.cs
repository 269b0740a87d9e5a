using RealtimeDetect.Adaptive;

namespace RealtimeDetect.Simulator.FramePath;

/// <summary>Sums up what frames met on a link between two samples.</summary>
internal sealed class LinkMeter(EventLoop loop)
{
    private readonly List<(double DelayMs, double SpanMs, double Bytes)> _frames = [];
    private double _sinceMs;

    /// <summary>Adds a frame.</summary>
    public void Add(double delayMs, double spanMs, double bytes) => _frames.Add((delayMs, spanMs, bytes));

    /// <summary>What frames met since the last call.</summary>
    public LinkSample Take()
    {
        double seconds = (loop.NowMs - _sinceMs) / 1000;
        LinkSample sample = _frames.Count == 0 || seconds <= 0
            ? new LinkSample(0, double.NaN, double.NaN, 0)
            : new LinkSample(
                _frames.Count / seconds, _frames.Average(frame => frame.DelayMs), _frames.Average(frame => frame.SpanMs),
                _frames.Average(frame => frame.Bytes))
            {
                SlowestBitsPerSecond = _frames.Min(frame => frame.Bytes * 8000 / frame.SpanMs),
                HighestWaitMs = _frames.Max(frame => frame.DelayMs - frame.SpanMs),
            };
        _frames.Clear();
        _sinceMs = loop.NowMs;
        return sample;
    }
}
