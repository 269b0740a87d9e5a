namespace RealtimeDetect.Adaptive;

/// <summary>What a frame meets between the server's encoder and one viewer's screen.</summary>
internal sealed class ViewerModel
{
    // A screen of 60 Hz shows a frame within a sixtieth of a second of its being ready.
    private const double UsualPaintMs = 18;
    private const double PaintSpreadMs = 10;

    // What a viewer's own latency shows beyond the parts: queues that form between them. Forgotten fast, for they drain fast.
    private const double MostUnexplainedMs = 40;
    private static readonly TimeSpan UnexplainedMemory = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan PaintMemory = TimeSpan.FromSeconds(3);

    // Of a viewer that does not time its link only the whole delay is known; the least of half a minute is its own.
    private readonly RecentQuantile _rest = new(60, 0);
    private readonly RecentQuantile _least = new(20, 0);
    private readonly Ewma _paint = new(PaintMemory);
    private readonly Ewma _bytesShare = new(PaintMemory);
    private readonly Ewma _unexplained = new(UnexplainedMemory);
    private readonly LinkModel _link = new();
    private LinkSample? _last;
    private double _unexplainedBytes;
    private bool _timesLink;

    /// <summary>When it last reported.</summary>
    public TimeSpan LastSeen { get; private set; }

    /// <summary>Frames per second that it asked for at most.</summary>
    public double MaxFps { get; private set; } = double.PositiveInfinity;

    /// <summary>
    /// The least delay from capture to paint, in milliseconds, that nearly no frame would exceed at the smallest point: the least of
    /// ten seconds, as nobody is given up for a handover.
    /// </summary>
    public double LeastMs => _least.LeastOr(0);

    /// <summary>Share of its link's time that a rate of frames takes.</summary>
    public double Load(double fps, double bytes) => _link.Load(fps, Sent(bytes));

    /// <summary>Folds in a report.</summary>
    /// <param name="time">When.</param>
    /// <param name="viewer">The report.</param>
    /// <param name="toServerMs">Mean milliseconds from capture to the end of encoding.</param>
    /// <param name="cameraBytes">Mean size of the camera's frames; 0 where unknown.</param>
    public void Add(TimeSpan time, ViewerSample viewer, double toServerMs, double cameraBytes)
    {
        (LastSeen, MaxFps) = (time, viewer.MaxFps);
        if (!double.IsNaN(viewer.PaintMs))
            _paint.Add(time, viewer.PaintMs);
        // A report without frames has no times either.
        _timesLink |= viewer.Downlink is not null;
        // A report is passed in until the next comes: it counts once.
        if (viewer.Downlink is { } link && !ReferenceEquals(link, _last))
        {
            _link.Add(time, link);
            _last = link;
            if (cameraBytes > 0 && link.FrameBytes > 0)
                _bytesShare.Add(time, link.FrameBytes / cameraBytes);
        }
        else if (!_timesLink && !double.IsNaN(viewer.LatencyMs))
        {
            _rest.Add(Math.Max(0, viewer.LatencyMs - toServerMs));
        }
    }

    /// <summary>Notes the least delay that is possible now.</summary>
    /// <param name="toServerMs">Mean milliseconds from capture to the end of encoding of the smallest frame.</param>
    /// <param name="variance">Square of the milliseconds beyond it that nearly no frame exceeds.</param>
    /// <param name="bytes">Size of the smallest frame.</param>
    public void AddLeast(double toServerMs, double variance, double bytes)
    {
        double spread = SpreadMs(bytes);
        _least.Add(toServerMs + (_timesLink ? _link.LeastMs(Sent(bytes)) + PaintMs : MeanMs(bytes)) + Math.Sqrt(variance + (spread * spread)));
    }

    /// <summary>Compares the latency that a viewer reports with what was expected of frames of so many bytes.</summary>
    public void Compare(TimeSpan time, double latencyMs, double toServerMs, double bytes)
    {
        if (!_timesLink || double.IsNaN(latencyMs))
            return;
        _unexplained.Add(time, Math.Clamp(latencyMs - toServerMs - Expected(bytes), 0, MostUnexplainedMs));
        _unexplainedBytes = bytes;
    }

    /// <summary>Mean milliseconds from the end of encoding to the screen, of a frame of so many bytes.</summary>
    public double MeanMs(double bytes) =>
        _timesLink ? Expected(bytes) + Unexplained(bytes) : _rest.LeastOr(UsualPaintMs);

    /// <summary>Milliseconds beyond <see cref="MeanMs"/> that nearly no frame exceeds.</summary>
    public double SpreadMs(double bytes) => Math.Sqrt((PaintSpreadMs * PaintSpreadMs) + (_timesLink ? Math.Pow(_link.SpreadMs(Sent(bytes)), 2) : 0));

    // A queue shrinks faster than the frames that make it.
    private double Unexplained(double bytes)
    {
        double share = _unexplainedBytes > 0 ? Math.Min(1, bytes / _unexplainedBytes) : 0;
        return _unexplained.Value * share * share;
    }

    private double Expected(double bytes) => _link.MeanMs(Sent(bytes)) + PaintMs;

    private double PaintMs => _paint.Value > 0 ? _paint.Value : UsualPaintMs;

    // Annotated frames have bytes of their own.
    private double Sent(double cameraBytes) => cameraBytes * (_bytesShare.Value > 0 ? _bytesShare.Value : 1);
}
