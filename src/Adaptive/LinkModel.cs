namespace RealtimeDetect.Adaptive;

/// <summary>What a link does with a frame: its rate from frames' own spans, its delay over the least seen, and how far both stray.</summary>
internal sealed class LinkModel
{
    // Half a minute of steps, two a second: long enough for the rare slow frame, short enough to forget a bad spell.
    private const int Memory = 60;

    // Of the steps' slowest frames one in twelve is slower than planned for.
    private const double SlowShare = 0.08;
    private const double LateShare = 0.92;

    // Before anything is known: frames a quarter slower than usual, ten milliseconds of jitter, and the delay of a good link.
    private const double UsualSlowest = 0.75;
    private const double UsualStallMs = 0;
    private const double UsualJitterMs = 10;
    private const double UsualBaseMs = 15;

    // A rate that differs by so much twice running is another rate, not noise; a fall by the other factor is believed at once.
    private const double Jump = 1.4;
    private const double Fall = 0.55;

    // Share of the link's time below which the delay of a frame is taken to hold no queue.
    private const double LightLoad = 0.6;

    // Light steps in a row after which the least delay seen is the link's own: the first count few frames.
    private const int SureLightSteps = 3;

    // Queuing delay below which a link counts as clear, milliseconds; known to work in WebRTC's and others' controllers.
    private const double ClearMs = 20;

    // A rate that falls is followed in a second, one that rises in four: frames that are late cost more than a smaller picture.
    private static readonly TimeSpan NewestMemory = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RateMemory = TimeSpan.FromSeconds(4);

    private readonly Ewma _rate = new(RateMemory);
    private readonly Ewma _newest = new(NewestMemory);
    private readonly RecentQuantile _slowest = new(Memory, SlowShare);
    private readonly RecentQuantile _waits = new(Memory, 0);
    private readonly RecentQuantile _stalls = new(Memory, LateShare);
    private readonly RecentQuantile _jitter = new(Memory, LateShare);
    private int _jumps;
    private int _lightSteps;

    /// <summary>Bits per second; infinite where unknown.</summary>
    public double BitsPerSecond => _rate.Value > 0 ? Math.Min(_rate.Value, _newest.Value) : double.PositiveInfinity;

    /// <summary>Bits per second that nearly every frame gets.</summary>
    public double SlowBitsPerSecond => BitsPerSecond * _slowest.Or(UsualSlowest);

    /// <summary>Delay without serialisation and queue, milliseconds.</summary>
    public double BaseMs => _waits.LeastOr(UsualBaseMs);

    /// <summary>How much later than <see cref="BaseMs"/> nearly every frame begins at most, milliseconds.</summary>
    public double JitterMs => _jitter.Or(UsualJitterMs);

    /// <summary>Queuing delay over the least seen, milliseconds.</summary>
    public double QueueMs { get; private set; }

    /// <summary>Folds in a sample.</summary>
    public void Add(TimeSpan time, LinkSample sample)
    {
        if (sample.Fps <= 0 || sample.FrameBytes <= 0)
            return;
        if (sample.SpanMs > 0)
            AddRate(time, sample.FrameBytes * 8000, sample.SpanMs, sample.SlowestBitsPerSecond);
        double waitMs = sample.DelayMs - (double.IsNaN(sample.SpanMs) ? 0 : sample.SpanMs);
        if (double.IsNaN(waitMs))
            return;
        bool isLight = Load(sample.Fps, sample.FrameBytes) < LightLoad;
        if (_lightSteps < SureLightSteps)
            _lightSteps = isLight ? _lightSteps + 1 : 0;
        if (waitMs < BaseMs || isLight)
            _waits.Add(waitMs);
        QueueMs = waitMs - BaseMs;
        // What waited in a queue says nothing about an emptier link.
        if (QueueMs < ClearMs && !double.IsNaN(sample.HighestWaitMs))
            _jitter.Add(Math.Max(0, sample.HighestWaitMs - BaseMs));
    }

    /// <summary>Mean milliseconds that a frame of so many bytes takes.</summary>
    public double MeanMs(double bytes) => BaseMs + (bytes * 8000 / BitsPerSecond);

    /// <summary>Least milliseconds that a frame of so many bytes could take: a link that was never lightly loaded may owe all its delay to a queue.</summary>
    public double LeastMs(double bytes) => MeanMs(bytes) - (_lightSteps == SureLightSteps ? 0 : Math.Max(0, BaseMs - UsualBaseMs));

    /// <summary>Milliseconds beyond <see cref="MeanMs"/> that nearly no frame exceeds.</summary>
    public double SpreadMs(double bytes) =>
        Math.Sqrt(Square(JitterMs) + Square(_stalls.Or(UsualStallMs) + (bytes * 8000 * ((1 / SlowBitsPerSecond) - (1 / BitsPerSecond)))));

    /// <summary>Share of the link's time that so many frames of so many bytes take.</summary>
    public double Load(double fps, double bytes) => fps * bytes * 8 / BitsPerSecond;

    private void AddRate(TimeSpan time, double bits, double spanMs, double slowest)
    {
        double rate = bits / spanMs;
        double planned = _rate.Value > 0 ? BitsPerSecond : rate;
        double ratio = _rate.Value > 0 ? rate / _rate.Value : 1;
        _jumps = ratio > Jump || ratio < 1 / Jump ? _jumps + Math.Sign(ratio - 1) : 0;
        if (ratio < Fall || Math.Abs(_jumps) > 1)
        {
            _rate.Reset();
            _newest.Reset();
            _jumps = 0;
        }
        else if (!double.IsNaN(slowest))
        {
            AddSlowest(bits / planned, bits / slowest);
        }

        _rate.Add(time, rate);
        _newest.Add(time, rate);
    }

    // What a slow frame took longer was a stall, which costs every frame as much, or a slower link, which costs it by its size: the more of
    // the one the longer frames that have not begun are held up, the more of the other the longer a frame takes.
    private void AddSlowest(double plannedMs, double slowestMs)
    {
        double stallMs = Math.Max(0, slowestMs - plannedMs) * JitterMs / (JitterMs + plannedMs);
        _stalls.Add(stallMs);
        _slowest.Add(Math.Min(1, plannedMs / (slowestMs - stallMs)));
    }

    private static double Square(double value) => value * value;
}
